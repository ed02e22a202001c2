@NullMarked
package io.tapeline.marketdata.live.kraken;

import org.jspecify.annotations.NullMarked;
