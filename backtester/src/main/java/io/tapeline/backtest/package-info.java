/** Recorded tapes through the core's stages in one thread. */
@NullMarked
package io.tapeline.backtest;

import org.jspecify.annotations.NullMarked;
