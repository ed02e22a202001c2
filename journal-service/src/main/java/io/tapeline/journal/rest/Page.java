package io.tapeline.journal.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a list.
 *
 * @param nextCursor to be given as {@code cursor} for the next piece, null at the end
 */
record Page<T>(List<T> items, @Nullable String nextCursor) {}
