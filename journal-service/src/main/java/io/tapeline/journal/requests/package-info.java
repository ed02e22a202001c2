/**
 * What people ask of the line: checked, written into the books and handed to the outbox at once.
 */
@NullMarked
package io.tapeline.journal.requests;

import org.jspecify.annotations.NullMarked;
