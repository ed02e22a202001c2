@NullMarked
package io.tapeline.core.indicator.named;

import org.jspecify.annotations.NullMarked;
