package io.tapeline.core.execution;

import io.tapeline.core.money.Quantity;
import io.tapeline.core.position.ExitReason;

/**
 * What is to be closed of a position, and why.
 *
 * @param targetsMet targets met once it is closed
 */
record Exit(ExitReason reason, Quantity quantity, int targetsMet) {}
