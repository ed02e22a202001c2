package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Event;
import io.tapeline.protocol.Stamps;

/**
 * An input.
 *
 * @param fed its own feed number
 * @param seq the feed number of what follows from it
 */
record Cause(Event event, long fed, long seq, Stamps stamps) {}
