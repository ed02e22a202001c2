@NullMarked
package io.tapeline.core.strategy.scalp;

import org.jspecify.annotations.NullMarked;
