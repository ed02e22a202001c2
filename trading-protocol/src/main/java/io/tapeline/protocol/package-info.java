/** The topics of the line, their record headers, and what goes on which. */
@NullMarked
package io.tapeline.protocol;

import org.jspecify.annotations.NullMarked;
