/** The mock tick server: a feed to rehearse with, on this machine alone. */
@NullMarked
package io.tapeline.marketdata.tickserver;

import org.jspecify.annotations.NullMarked;
