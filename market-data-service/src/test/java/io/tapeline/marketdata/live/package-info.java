@NullMarked
package io.tapeline.marketdata.live;

import org.jspecify.annotations.NullMarked;
