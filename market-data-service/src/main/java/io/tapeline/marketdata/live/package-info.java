/** Live feeds: the connection to a venue's stream, and what the line makes of what it says. */
@NullMarked
package io.tapeline.marketdata.live;

import org.jspecify.annotations.NullMarked;
