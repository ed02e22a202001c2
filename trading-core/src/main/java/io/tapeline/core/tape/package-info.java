/**
 * Recorded market data: reading tapes row by row, and playing several of them as one feed.
 *
 * <p>A tape is CSV, plain or gzip, with a header line. Bad rows are quarantined and reading goes
 * on; a file that is no tape at all is a {@link io.tapeline.core.tape.TapeException}.
 */
@NullMarked
package io.tapeline.core.tape;

import org.jspecify.annotations.NullMarked;
