/** Rules of the core as a whole. */
@NullMarked
package io.tapeline.core;

import org.jspecify.annotations.NullMarked;
