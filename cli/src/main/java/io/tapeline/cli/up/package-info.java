/** {@code tapeline up}: the whole suite in one process tree. */
@NullMarked
package io.tapeline.cli.up;

import org.jspecify.annotations.NullMarked;
