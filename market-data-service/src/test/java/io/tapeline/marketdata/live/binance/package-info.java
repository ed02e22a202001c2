@NullMarked
package io.tapeline.marketdata.live.binance;

import org.jspecify.annotations.NullMarked;
