package io.tapeline.core.strategy;

/**
 * One thing a strategy asks for before it enters.
 *
 * @param name stable, in the field's words
 * @param value what it is now, in digits or words
 * @param limit what it is held against
 * @param met whether it is met now
 */
public record Condition(String name, String value, String limit, boolean met) {}
