@NullMarked
package io.tapeline.core.market;

import org.jspecify.annotations.NullMarked;
