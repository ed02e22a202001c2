/** Orders on their way, positions to their exit. */
@NullMarked
package io.tapeline.core.execution;

import org.jspecify.annotations.NullMarked;
