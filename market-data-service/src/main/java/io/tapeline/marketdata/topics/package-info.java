/** Reading the line's topics beside it. */
@NullMarked
package io.tapeline.marketdata.topics;

import org.jspecify.annotations.NullMarked;
