/** What strategies that decide on closed minutes have in common. */
@NullMarked
package io.tapeline.core.strategy.minute;

import org.jspecify.annotations.NullMarked;
