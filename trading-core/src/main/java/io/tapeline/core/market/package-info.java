/** What feeds deliver: trades, quotes, depth, and the heartbeat that moves time in silence. */
@NullMarked
package io.tapeline.core.market;

import org.jspecify.annotations.NullMarked;
