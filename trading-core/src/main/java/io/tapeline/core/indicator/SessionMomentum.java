package io.tapeline.core.indicator;

import org.jspecify.annotations.Nullable;

/**
 * IND-MOMSESS: in the sessions of London and New York, a move since the session's first open of at
 * least {@code 0.5 × ATR14 × √minutes}, with three closes in a row in its direction. The first
 * session of a series counts only if its beginning was seen. Ready with ATR 14 and three candles of
 * a segment; invalid while the session's open is not known.
 */
public final class SessionMomentum extends CandleIndicator<SessionMomentum.Move> {

  private static final double OF_RANGE = 0.5;
  private static final int RISING = 3;
  private static final double MICROS_PER_MINUTE = 60e6;

  private final SessionClock clock;
  private final CandleIndicator<Double> atr;
  private final Ring closes = new Ring(RISING);
  private SessionClock.@Nullable Span span;
  private double sessionOpen;
  private boolean openKnown;
  private double minutes;

  /**
   * The move.
   *
   * @param change price less session open
   * @param needed size from which on it counts
   */
  public record Move(Bias bias, double change, double needed) {}

  /**
   * @param atr average range, in price units; driven by this indicator
   */
  public SessionMomentum(SessionClock clock, CandleIndicator<Double> atr) {
    this.clock = clock;
    this.atr = atr;
  }

  @Override
  void startSegment() {
    atr.startSegment();
    closes.clear();
  }

  @Override
  void add(Bar bar) {
    atr.add(bar);
    closes.add(bar.close());
    SessionClock.Span now = clock.at(bar.openTime());
    if (!now.equals(span)) {
      openKnown = span != null || bar.openTime().equals(now.start());
      sessionOpen = bar.open();
      span = now;
    }
    minutes = bar.closeTime().microsSince(now.start()) / MICROS_PER_MINUTE;
  }

  @Override
  public Reading<Move> reading() {
    SessionClock.Span now = span;
    if (now == null || !closes.isFull()) {
      return Reading.warmingUp(closes.size(), RISING);
    }
    return openKnown
        ? atr.reading().map(range -> move(now.session(), range))
        : Reading.invalid("the session began before the candles");
  }

  private Move move(MarketSession session, double range) {
    double change = closes.ago(0) - sessionOpen;
    double needed = OF_RANGE * range * Math.sqrt(Math.max(1, minutes));
    boolean counts =
        isBusy(session) && change != 0 && Thresholds.atLeastTimes(Math.abs(change), 1, needed);
    if (counts && change > 0 && isRising(1)) {
      return new Move(Bias.BUY, change, needed);
    }
    Bias bias = counts && change < 0 && isRising(-1) ? Bias.SELL : Bias.NONE;
    return new Move(bias, change, needed);
  }

  private boolean isRising(int sign) {
    return sign * (closes.ago(0) - closes.ago(1)) > 0 && sign * (closes.ago(1) - closes.ago(2)) > 0;
  }

  private static boolean isBusy(MarketSession session) {
    return switch (session) {
      case LONDON, OVERLAP, NY -> true;
      case ASIAN, POST_NY -> false;
    };
  }
}
