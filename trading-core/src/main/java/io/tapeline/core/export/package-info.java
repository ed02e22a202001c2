/** What a run leaves behind: lines of CSV, the same from the backtester and from the suite. */
@NullMarked
package io.tapeline.core.export;

import org.jspecify.annotations.NullMarked;
