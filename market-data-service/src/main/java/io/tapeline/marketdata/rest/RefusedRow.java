package io.tapeline.marketdata.rest;

/**
 * A row of an answer that cannot be used.
 *
 * @param reason stable upper-case code
 * @param detail what is wrong, in words
 * @param original the row as it came
 */
public record RefusedRow(String reason, String detail, String original) {}
