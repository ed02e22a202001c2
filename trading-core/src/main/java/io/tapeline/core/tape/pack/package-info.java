/** Tapes into their binary form. */
@NullMarked
package io.tapeline.core.tape.pack;

import org.jspecify.annotations.NullMarked;
