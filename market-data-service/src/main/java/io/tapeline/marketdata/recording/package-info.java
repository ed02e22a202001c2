/** Tapes of what is seen: a file per instrument, day and kind, whole up to its last record. */
@NullMarked
package io.tapeline.marketdata.recording;

import org.jspecify.annotations.NullMarked;
