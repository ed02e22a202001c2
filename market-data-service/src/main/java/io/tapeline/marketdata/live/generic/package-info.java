/** The feed that any program can be: JSON frames over a WebSocket. */
@NullMarked
package io.tapeline.marketdata.live.generic;

import org.jspecify.annotations.NullMarked;
