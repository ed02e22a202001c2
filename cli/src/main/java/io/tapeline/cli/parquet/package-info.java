/** Tapes to and from Parquet. */
@NullMarked
package io.tapeline.cli.parquet;

import org.jspecify.annotations.NullMarked;
