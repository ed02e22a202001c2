package io.tapeline.core.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.PriceSource;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.money.Price;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.core.tape.Tapes;
import io.tapeline.core.testing.Driver;
import io.tapeline.core.testing.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that are odd but true, or untrue but from an exchange, through feed, candles and strategy.
 */
class OddRowsTest {

  private static final String NEW_YORK_CLOSE = "1735851600000000";
  private static final long NEXT_OPEN = 1_735_914_600_000_000L;

  @TempDir private Path folder;

  /** What the line made of tapes. */
  private record Made(List<Quarantined> quarantined, List<Candle> candles, List<Event> opinions) {

    static Made of(PriceSource source, Path... tapes) throws IOException {
      Driver market = new Driver(new MarketDataStage(source));
      Driver strategy =
          new Driver(
              new SignalStage(
                  Settings.of("tapeline.burst.entry-threshold", "0.0001"),
                  List.of("momentum-burst")));
      List<Event> opinions = new ArrayList<>();
      for (Event event : Tapes.play(TapeFeed.Settings.DEFAULT, tapes)) {
        for (Event published : market.on(event)) {
          opinions.addAll(strategy.on(published));
        }
      }
      return new Made(market.all(Quarantined.class), market.all(Candle.class), opinions);
    }
  }

  @Test
  void tradeWithoutAPriceIsQuarantinedAndChangesNothingElse() throws IOException {
    Path tape = Tapes.shared("binance_usdm_TRXUSDT_20250304_trades");
    Made made = Made.of(PriceSource.TRADE, tape);

    assertThat(made.quarantined())
        .singleElement()
        .satisfies(row -> assertThat(row.reason()).isEqualTo("PRICE_NOT_POSITIVE"));

    Path clean = folder.resolve("clean.csv");
    List<String> lines = lines(tape);
    lines.remove((int) made.quarantined().getFirst().position() - 1);
    Files.write(clean, lines);
    Made without = Made.of(PriceSource.TRADE, clean);
    assertThat(without.quarantined()).isEmpty();
    assertThat(made.candles()).isEqualTo(without.candles());
    assertThat(made.opinions()).isEqualTo(without.opinions());
    assertThat(made.candles()).hasSizeGreaterThan(400);
    assertThat(made.opinions()).hasAtLeastOneElementOfType(Decision.class);
  }

  @Test
  void splitOvernightPassesAndIsNoBurst() throws IOException {
    List<String> rows = new ArrayList<>(List.of("ts,symbol,price,size"));
    for (int second = 60; second >= 0; second--) {
      rows.add("%d,AAPL,400,10".formatted(Long.parseLong(NEW_YORK_CLOSE) - second * 1_000_000L));
    }
    for (int second = 0; second < 60; second++) {
      rows.add("%d,AAPL,100,%d".formatted(NEXT_OPEN + second * 1_000_000L, second == 3 ? 900 : 10));
    }
    Made made = Made.of(PriceSource.TRADE, Tapes.write(folder, "s", rows.toArray(String[]::new)));

    assertThat(made.quarantined()).isEmpty();
    assertThat(made.opinions()).noneMatch(Signal.class::isInstance);
    List<Candle> minutes =
        made.candles().stream().filter(c -> c.timeframe() == Timeframe.M1).toList();
    assertThat(minutes).hasSize(3);
    assertThat(minutes).extracting(Candle::low).contains(Price.of("400"), Price.of("100"));
    assertThat(minutes).allMatch(minute -> minute.low().equals(minute.high()));
    assertThat(minutes.getLast().startsSegment()).isTrue();
  }

  @Test
  void crossedAndLockedQuotesAreQuarantinedAndMakeNoPrice() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "q",
            "ts,symbol,bid,ask",
            "60000000,EURUSD,1.10,1.11",
            "60500000,EURUSD,1.30,1.20",
            "60600000,EURUSD,1.15,1.15",
            "60700000,EURUSD,1.10,1.12");

    Made made = Made.of(PriceSource.MID, tape);

    assertThat(made.quarantined())
        .extracting(Quarantined::reason)
        .containsExactly("CROSSED_QUOTE", "LOCKED_QUOTE");
    assertThat(made.candles())
        .filteredOn(candle -> candle.timeframe() == Timeframe.S1)
        .singleElement()
        .satisfies(
            second -> {
              assertThat(second.high()).isEqualTo(Price.of("1.11"));
              assertThat(second.low()).isEqualTo(Price.of("1.105"));
              assertThat(second.trades()).isEqualTo(2);
            });
  }

  @Test
  void quotesOfAClockThatIsBehindDoNotChangeTheCandlesOfTrades() throws IOException {
    Path trades = Tapes.shared("binance_spot_BTCUSDT_20240808_trades");
    Path quotes = Tapes.shared("binance_spot_BTCUSDT_20240808_quotes");

    Made both = Made.of(PriceSource.TRADE, trades, quotes);
    Made alone = Made.of(PriceSource.TRADE, trades);

    assertThat(both.quarantined()).isEmpty();
    assertThat(figures(both)).isEqualTo(figures(alone)).hasSizeGreaterThan(300);
    assertThat(both.candles()).allMatch(candle -> candle.revision() == 0);
    assertThat(both.opinions()).hasAtLeastOneElementOfType(Decision.class);
  }

  @Test
  void equalTradesInARowAreDifferentTrades() throws IOException {
    Path trades = Tapes.shared("binance_spot_BTCUSDT_20240808_trades");
    List<String> rows = lines(trades);

    long counted =
        Made.of(PriceSource.TRADE, trades).candles().stream()
            .filter(candle -> candle.timeframe() == Timeframe.S1)
            .mapToLong(Candle::trades)
            .sum();

    assertThat(counted).isEqualTo(rows.size() - 1);
  }

  private static List<String> figures(Made made) {
    return made.candles().stream()
        .map(
            c ->
                "%s %s %s %s %s %s %d"
                    .formatted(
                        c.id(), c.open(), c.high(), c.low(), c.close(), c.volume(), c.trades()))
        .toList();
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
      return new ArrayList<>(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }
}
