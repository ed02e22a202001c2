/** S4-SCALP: the quick scalp. */
@NullMarked
package io.tapeline.core.strategy.quick;

import org.jspecify.annotations.NullMarked;
