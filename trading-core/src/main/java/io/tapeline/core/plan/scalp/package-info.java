/** The micro-scalp analysis on minute candles: what a plan is held against. */
@NullMarked
package io.tapeline.core.plan.scalp;

import org.jspecify.annotations.NullMarked;
