package io.tapeline.core.sim;

import java.util.function.DoubleSupplier;

/**
 * One kind of trader: how often it acts as things stand, and what it does when it does.
 *
 * @param ratePerSecond arrivals per second of event time, asked again after each action of anybody
 * @param act one arrival
 */
record Agent(DoubleSupplier ratePerSecond, Runnable act) {}
