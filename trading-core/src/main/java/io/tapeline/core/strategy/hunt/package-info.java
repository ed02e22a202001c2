/** S4-HUNT: trading back from swept stops. */
@NullMarked
package io.tapeline.core.strategy.hunt;

import org.jspecify.annotations.NullMarked;
