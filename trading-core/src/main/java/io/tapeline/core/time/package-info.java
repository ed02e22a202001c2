/** Event time: the only time the core knows. */
@NullMarked
package io.tapeline.core.time;

import org.jspecify.annotations.NullMarked;
