@NullMarked
package io.tapeline.cli.crash;

import org.jspecify.annotations.NullMarked;
