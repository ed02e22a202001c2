/** Approved orders and what becomes of them. */
@NullMarked
package io.tapeline.core.order;

import org.jspecify.annotations.NullMarked;
