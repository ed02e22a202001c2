@NullMarked
package io.tapeline.marketdata.history;

import org.jspecify.annotations.NullMarked;
