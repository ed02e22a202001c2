@NullMarked
package io.tapeline.core.testing;

import org.jspecify.annotations.NullMarked;
