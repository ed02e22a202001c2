/** Strategies: events in, signals or reasons out. */
@NullMarked
package io.tapeline.core.strategy;

import org.jspecify.annotations.NullMarked;
