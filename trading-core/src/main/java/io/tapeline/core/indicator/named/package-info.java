/** The indicators by the names and parameters that users give them. */
@NullMarked
package io.tapeline.core.indicator.named;

import org.jspecify.annotations.NullMarked;
