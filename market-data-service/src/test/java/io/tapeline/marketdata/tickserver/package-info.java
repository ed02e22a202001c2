@NullMarked
package io.tapeline.marketdata.tickserver;

import org.jspecify.annotations.NullMarked;
