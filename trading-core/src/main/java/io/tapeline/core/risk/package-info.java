/** The ordered list of risk rules. */
@NullMarked
package io.tapeline.core.risk;

import org.jspecify.annotations.NullMarked;
