/** Sessions: what the suite saw and what came of it, written down to be played again. */
@NullMarked
package io.tapeline.marketdata.session;

import org.jspecify.annotations.NullMarked;
