package io.tapeline.core.settings;

/**
 * One value of an instrument and where it came from.
 *
 * @param field last part of the property's name: {@code tick-size}
 * @param value as the line holds it
 * @param property that gave it: the instrument's own, that of the one it is an alias of, or one for
 *     all instruments; empty if it is the default
 */
public record InstrumentValue(String field, String value, String property) {}
