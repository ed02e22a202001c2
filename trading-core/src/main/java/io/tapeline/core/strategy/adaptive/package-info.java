/** S0: entries by labels of several timeframes, with exits that follow the volatility. */
@NullMarked
package io.tapeline.core.strategy.adaptive;

import org.jspecify.annotations.NullMarked;
