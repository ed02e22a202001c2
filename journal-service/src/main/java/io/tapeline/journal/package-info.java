/** The books of the line in PostgreSQL, and the REST that reads them. */
@NullMarked
package io.tapeline.journal;

import org.jspecify.annotations.NullMarked;
