@NullMarked
package io.tapeline.marketdata.live.xchange;

import org.jspecify.annotations.NullMarked;
