@NullMarked
package io.tapeline.marketdata.instrument;

import org.jspecify.annotations.NullMarked;
