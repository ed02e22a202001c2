/** From the topics into the books. */
@NullMarked
package io.tapeline.journal.line;

import org.jspecify.annotations.NullMarked;
