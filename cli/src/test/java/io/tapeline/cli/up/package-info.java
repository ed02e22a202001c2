@NullMarked
package io.tapeline.cli.up;

import org.jspecify.annotations.NullMarked;
