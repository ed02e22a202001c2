/** Venues and tapes in; validated ticks, order books and candles out. */
@NullMarked
package io.tapeline.marketdata;

import org.jspecify.annotations.NullMarked;
