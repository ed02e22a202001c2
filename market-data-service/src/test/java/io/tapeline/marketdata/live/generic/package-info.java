@NullMarked
package io.tapeline.marketdata.live.generic;

import org.jspecify.annotations.NullMarked;
