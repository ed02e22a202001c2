/** Closed candles and the builder that makes them. */
@NullMarked
package io.tapeline.core.candle;

import org.jspecify.annotations.NullMarked;
