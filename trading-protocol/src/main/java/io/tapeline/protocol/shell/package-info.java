/** The Kafka shell that drives a core stage, with the one implementation of the recovery rule. */
@NullMarked
package io.tapeline.protocol.shell;

import org.jspecify.annotations.NullMarked;
