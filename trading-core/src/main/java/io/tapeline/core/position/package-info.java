/** Open and closed positions. */
@NullMarked
package io.tapeline.core.position;

import org.jspecify.annotations.NullMarked;
