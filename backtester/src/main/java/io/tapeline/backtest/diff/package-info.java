/** Two runs held against each other: which trades differ, and where their ways first part. */
@NullMarked
package io.tapeline.backtest.diff;

import org.jspecify.annotations.NullMarked;
