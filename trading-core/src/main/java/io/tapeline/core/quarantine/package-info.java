/** Input that could not be used, kept whole. */
@NullMarked
package io.tapeline.core.quarantine;

import org.jspecify.annotations.NullMarked;
