/** Definitions of instruments as venues publish them. */
@NullMarked
package io.tapeline.marketdata.instrument;

import org.jspecify.annotations.NullMarked;
