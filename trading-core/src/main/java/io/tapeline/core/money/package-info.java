/** Exact prices, quantities and money, and the rounding that goes with each purpose. */
@NullMarked
package io.tapeline.core.money;

import org.jspecify.annotations.NullMarked;
