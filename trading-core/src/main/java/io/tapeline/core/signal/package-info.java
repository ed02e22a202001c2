/** A wish to trade, with its evidence and the way out. */
@NullMarked
package io.tapeline.core.signal;

import org.jspecify.annotations.NullMarked;
