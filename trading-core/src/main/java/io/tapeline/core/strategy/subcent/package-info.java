/** S1: resting orders in tokens of very low price. */
@NullMarked
package io.tapeline.core.strategy.subcent;

import org.jspecify.annotations.NullMarked;
