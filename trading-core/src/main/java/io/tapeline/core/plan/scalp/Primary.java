package io.tapeline.core.plan.scalp;

import io.tapeline.core.money.Side;

/**
 * A primary signal that fired on the newest real candle.
 *
 * @param measure of a wick trap and a rejection the wick in bodies, of a sweep its confidence, of
 *     an engulfing candle its body in bodies of the one before
 * @param points of the score, 1 or 2
 */
public record Primary(PrimaryKind kind, Side side, double measure, int points) {}
