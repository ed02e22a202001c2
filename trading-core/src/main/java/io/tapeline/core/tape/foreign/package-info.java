/**
 * Market data as others publish it, turned into our tapes.
 *
 * <p>A {@link io.tapeline.core.tape.foreign.ForeignFormat} looks at a file's name and first line
 * and gives a {@code Layout}; the layout turns each line into the cells of rows; {@link
 * io.tapeline.core.tape.foreign.TapeImport} holds these against the rules of tapes and writes them.
 */
@NullMarked
package io.tapeline.core.tape.foreign;

import org.jspecify.annotations.NullMarked;
