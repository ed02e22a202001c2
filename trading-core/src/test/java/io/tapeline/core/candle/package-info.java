@NullMarked
package io.tapeline.core.candle;

import org.jspecify.annotations.NullMarked;
