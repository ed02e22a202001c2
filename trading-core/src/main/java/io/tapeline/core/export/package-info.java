/** Trades and decisions as lines of CSV, the same from the backtester and from the journal. */
@NullMarked
package io.tapeline.core.export;

import org.jspecify.annotations.NullMarked;
