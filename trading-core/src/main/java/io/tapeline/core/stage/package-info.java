/** The deterministic state machines of the line: decide, publish, apply. */
@NullMarked
package io.tapeline.core.stage;

import org.jspecify.annotations.NullMarked;
