@NullMarked
package io.tapeline.marketdata.live.alpaca;

import org.jspecify.annotations.NullMarked;
