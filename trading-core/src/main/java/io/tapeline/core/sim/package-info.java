/** A market made of order arrivals: seeded, reproducible to the last event, endless if wanted. */
@NullMarked
package io.tapeline.core.sim;

import org.jspecify.annotations.NullMarked;
