/** Outcomes and reasons of every decision, taken or not. */
@NullMarked
package io.tapeline.core.decision;

import org.jspecify.annotations.NullMarked;
