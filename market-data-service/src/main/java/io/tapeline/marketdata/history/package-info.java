/**
 * Past market data fetched from venues into tapes: page by page, at the venue's pace, to be carried
 * on after any interruption.
 */
@NullMarked
package io.tapeline.marketdata.history;

import org.jspecify.annotations.NullMarked;
