/** Venues without a stream of our own, asked again and again through XChange. */
@NullMarked
package io.tapeline.marketdata.live.xchange;

import org.jspecify.annotations.NullMarked;
