/** Commands that hold runs against each other, and against the sessions the suite recorded. */
@NullMarked
package io.tapeline.cli.diff;

import org.jspecify.annotations.NullMarked;
