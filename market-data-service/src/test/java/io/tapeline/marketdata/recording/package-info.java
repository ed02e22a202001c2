@NullMarked
package io.tapeline.marketdata.recording;

import org.jspecify.annotations.NullMarked;
