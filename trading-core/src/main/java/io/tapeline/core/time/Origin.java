package io.tapeline.core.time;

/**
 * Where an event comes from: the number its feed gave the market event that caused it, and when
 * that happened at the source. Everything that follows from a market event carries its origin.
 *
 * @param seq position in the feed, from 1, strictly rising
 * @param ts time at the source
 */
public record Origin(long seq, EventTime ts) {}
