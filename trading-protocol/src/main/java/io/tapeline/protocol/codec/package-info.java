/** Events of the core to bytes and back, one class per family of messages. */
@NullMarked
package io.tapeline.protocol.codec;

import org.jspecify.annotations.NullMarked;
