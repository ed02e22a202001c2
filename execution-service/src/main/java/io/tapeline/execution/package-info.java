/** Approved orders in; fills out. Open positions are managed to their exit. */
@NullMarked
package io.tapeline.execution;

import org.jspecify.annotations.NullMarked;
