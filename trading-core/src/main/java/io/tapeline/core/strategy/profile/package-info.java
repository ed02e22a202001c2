/** S4-VP: set-ups on the volume profile. */
@NullMarked
package io.tapeline.core.strategy.profile;

import org.jspecify.annotations.NullMarked;
