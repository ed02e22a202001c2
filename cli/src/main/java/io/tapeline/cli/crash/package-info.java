/** Kills the suite's processes while they play a tape and compares what their books hold. */
@NullMarked
package io.tapeline.cli.crash;

import org.jspecify.annotations.NullMarked;
