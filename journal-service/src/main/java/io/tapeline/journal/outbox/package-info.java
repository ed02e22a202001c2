/** From the books onto the topics: what people asked for, in the order they asked for it. */
@NullMarked
package io.tapeline.journal.outbox;

import org.jspecify.annotations.NullMarked;
