/** Trade plans. */
@NullMarked
package io.tapeline.core.plan;

import org.jspecify.annotations.NullMarked;
