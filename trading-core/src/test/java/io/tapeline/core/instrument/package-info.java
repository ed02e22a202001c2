@NullMarked
package io.tapeline.core.instrument;

import org.jspecify.annotations.NullMarked;
