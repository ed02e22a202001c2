/** What is traded: tick size, lot step, minimums, fees, asset class, calendar. */
@NullMarked
package io.tapeline.core.instrument;

import org.jspecify.annotations.NullMarked;
