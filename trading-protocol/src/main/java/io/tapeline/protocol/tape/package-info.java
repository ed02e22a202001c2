/** Tapes unpacked by a second thread, which the core cannot have. */
@NullMarked
package io.tapeline.protocol.tape;

import org.jspecify.annotations.NullMarked;
