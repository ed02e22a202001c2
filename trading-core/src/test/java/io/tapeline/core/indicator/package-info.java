@NullMarked
package io.tapeline.core.indicator;

import org.jspecify.annotations.NullMarked;
