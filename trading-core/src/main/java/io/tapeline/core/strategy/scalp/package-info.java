/** The micro-scalp analysis as a strategy of its own, without plans. */
@NullMarked
package io.tapeline.core.strategy.scalp;

import org.jspecify.annotations.NullMarked;
