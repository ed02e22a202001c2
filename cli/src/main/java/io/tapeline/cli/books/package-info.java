/** Commands that ask the books, of a running suite or, where none runs, of the last one. */
@NullMarked
package io.tapeline.cli.books;

import org.jspecify.annotations.NullMarked;
