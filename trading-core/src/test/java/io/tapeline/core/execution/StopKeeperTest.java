package io.tapeline.core.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.testing.Events;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The worked numbers of CATALOGUE S0-TRAIL and S3-TRAIL. */
class StopKeeperTest {

  private static final Trailing PERCENT =
      new Trailing.PercentStep(new BigDecimal("0.002"), new BigDecimal("0.002"));

  private final Events events = new Events("AAPL");
  private final Instrument fine = new Managed("tick-size", "0.0001").instrument();
  private final Instrument cents = new Managed("tick-size", "0.01").instrument();

  private StopKeeper keeper(
      Side side, Level stop, Trailing trailing, String entry, Instrument instrument) {
    StopKeeper keeper =
        new StopKeeper(side, Managed.plan(stop).trailing(trailing).now(), instrument);
    keeper.onEntry(Price.of(entry), null);
    return keeper;
  }

  private static Price current(StopKeeper keeper) {
    return Objects.requireNonNull(keeper.current());
  }

  private List<String> stops(StopKeeper keeper, String entry, Quote... quotes) {
    List<String> stops = new ArrayList<>();
    for (Quote quote : quotes) {
      keeper.onQuote(quote, Price.of(entry));
      stops.add(new BigDecimal(current(keeper).toString()).stripTrailingZeros().toPlainString());
    }
    return stops;
  }

  @Test
  void percentStepIsThatOfTheWorkedExample() {
    StopKeeper keeper = keeper(Side.BUY, Managed.away("0.006138"), PERCENT, "100", fine);
    assertThat(keeper.current()).isEqualTo(Price.of("99.3862"));
    assertThat(
            stops(
                keeper,
                "100",
                events.quote("1", "100.10", "100.11"),
                events.quote("2", "100.20", "100.21"),
                events.quote("3", "100.50", "100.51"),
                events.quote("4", "100.25", "100.26")))
        .containsExactly("99.3862", "100", "100.3", "100.3");
    assertThat(keeper.reason()).isEqualTo(ExitReason.TRAIL);
    assertThat(keeper.first()).isEqualTo(Price.of("99.3862"));
  }

  @Test
  void percentStepMirrorsForAShort() {
    StopKeeper keeper = keeper(Side.SELL, Managed.away("0.006138"), PERCENT, "100", fine);
    assertThat(keeper.current()).isEqualTo(Price.of("100.6138"));
    assertThat(
            stops(
                keeper,
                "100",
                events.quote("1", "99.89", "99.90"),
                events.quote("2", "99.79", "99.80"),
                events.quote("3", "99.49", "99.50"),
                events.quote("4", "99.74", "99.75")))
        .containsExactly("100.6138", "100", "99.7", "99.7");
  }

  @Test
  void ratioIsThatOfTheWorkedExample() {
    Trailing ratio = new Trailing.RatioAtr(new BigDecimal("0.5"), new BigDecimal("0.2600001"));
    StopKeeper keeper = keeper(Side.BUY, Managed.at("1999.15"), ratio, "2000.00", cents);
    assertThat(
            stops(
                keeper,
                "2000.00",
                events.quote("1", "2000.42", "2000.54"),
                events.quote("2", "2000.45", "2000.57")))
        .containsExactly("1999.15", "2000.19");
  }

  @Test
  void ratioWithoutAnAtrKeepsHalfOfTheRisk() {
    Trailing ratio = new Trailing.RatioAtr(new BigDecimal("0.5"), BigDecimal.ZERO);
    StopKeeper keeper = keeper(Side.SELL, Managed.at("2000.80"), ratio, "2000.00", cents);
    // R 0.80: ask 1999.50 is 0.625 R; 1999.50 + 0.40.
    assertThat(stops(keeper, "2000.00", events.quote("1", "1999.40", "1999.50")))
        .containsExactly("1999.9");
  }

  @Test
  void distanceIsNeverLessThanTwoSpreads() {
    StopKeeper keeper = keeper(Side.BUY, Managed.away("0.01"), PERCENT, "100", fine);
    assertThat(
            stops(
                keeper,
                "100",
                events.quote("1", "100.50", "100.65"),
                events.quote("2", "100.50", "100.55")))
        .containsExactly("100.2", "100.3");
  }

  /** Followed once, the stop goes on following after the profit fell below the activation. */
  @Test
  void whatFollowedOnceGoesOnFollowing() {
    StopKeeper keeper = keeper(Side.BUY, Managed.away("0.01"), PERCENT, "100", fine);
    assertThat(
            stops(
                keeper,
                "100",
                events.quote("1", "100.20", "101.20"),
                events.quote("2", "100.10", "100.11")))
        .containsExactly("99", "99.9");
  }

  @Test
  void breakEvenNeverLoosensWhatFollowedFurther() {
    StopKeeper keeper = keeper(Side.BUY, Managed.away("0.006138"), PERCENT, "100", fine);
    stops(keeper, "100", events.quote("1", "101.00", "101.01"));
    keeper.breakEven(Price.of("100"), new BigDecimal("0.52"));
    assertThat(keeper.current()).isEqualTo(Price.of("100.80"));
    keeper.breakEven(Price.of("100"), new BigDecimal("0.90"));
    assertThat(keeper.current()).isEqualTo(Price.of("100.90"));
  }

  @Test
  void onAnyMarketTheStopOnlyTightensAndStaysOffTheQuote() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      Trailing trailing =
          random.nextBoolean()
              ? PERCENT
              : new Trailing.RatioAtr(new BigDecimal("0.5"), new BigDecimal("0.05"));
      StopKeeper keeper = keeper(side, Managed.away("0.003"), trailing, "100", cents);
      int middle = 10_000;
      Price before = current(keeper);
      for (int i = 0; i < 200; i++) {
        middle = Math.max(5_000, middle + random.nextInt(41) - 20);
        Quote quote = quote(i, middle, 1 + random.nextInt(20));
        keeper.onQuote(quote, Price.of("100"));
        Price now = current(keeper);
        boolean moved = !now.equals(before);
        if (moved) {
          BigDecimal tightened = now.minus(before).multiply(BigDecimal.valueOf(side.sign()));
          BigDecimal gap =
              quote
                  .oppositeTouch(side.opposite())
                  .minus(now)
                  .multiply(BigDecimal.valueOf(side.sign()));
          assertThat(tightened).as("seed %d", seed).isPositive();
          assertThat(gap)
              .as("seed %d", seed)
              .isGreaterThanOrEqualTo(quote.spread().multiply(BigDecimal.TWO));
        }
        before = now;
      }
    }
  }

  private Quote quote(int second, int cents, int spread) {
    return events.quote(
        Integer.toString(second),
        BigDecimal.valueOf(cents, 2).toPlainString(),
        BigDecimal.valueOf(cents + spread, 2).toPlainString());
  }
}
