/** What the strategies' stage answers while it runs. */
@NullMarked
package io.tapeline.signal.rest;

import org.jspecify.annotations.NullMarked;
