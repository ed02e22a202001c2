/** The {@code tapeline} command. */
@NullMarked
package io.tapeline.cli;

import org.jspecify.annotations.NullMarked;
