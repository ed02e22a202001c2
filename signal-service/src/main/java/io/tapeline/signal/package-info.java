/** Ticks, candles and plans in; signals and reasons for those not taken out. */
@NullMarked
package io.tapeline.signal;

import org.jspecify.annotations.NullMarked;
