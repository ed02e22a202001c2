/** Indicators, one value at a time, each telling whether it can be relied on (CATALOGUE 3). */
@NullMarked
package io.tapeline.core.indicator;

import org.jspecify.annotations.NullMarked;
