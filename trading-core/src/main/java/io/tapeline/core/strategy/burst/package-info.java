/** S2: the momentum burst. */
@NullMarked
package io.tapeline.core.strategy.burst;

import org.jspecify.annotations.NullMarked;
