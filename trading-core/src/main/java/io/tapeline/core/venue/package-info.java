/** Where orders are executed; here the paper venue. */
@NullMarked
package io.tapeline.core.venue;

import org.jspecify.annotations.NullMarked;
