/** Commands of people to the line: halt, resume, flatten. */
@NullMarked
package io.tapeline.core.control;

import org.jspecify.annotations.NullMarked;
