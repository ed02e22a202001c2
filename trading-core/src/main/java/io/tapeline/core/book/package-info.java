/** The order book of an instrument, built from snapshots and changes. */
@NullMarked
package io.tapeline.core.book;

import org.jspecify.annotations.NullMarked;
