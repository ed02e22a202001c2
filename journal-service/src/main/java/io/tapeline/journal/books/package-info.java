/** The tables: what is written into them, and the rows read back. */
@NullMarked
package io.tapeline.journal.books;

import org.jspecify.annotations.NullMarked;
