package io.tapeline.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.market.MarketDataStage;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import io.tapeline.core.tape.TapeFeed;
import io.tapeline.testsupport.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The strategies that judge once a minute, on days of real markets. */
class CycleStrategiesTest {

  private static final Map<String, String> GOLD =
      Map.of(
          "tapeline.adaptive.order-amount", "0.01",
          "tapeline.adaptive.short-mode", "margin");
  private static final Map<String, String> RIPPLE =
      Map.of(
          "tapeline.fees.maker", "0",
          "tapeline.subcent.quote", "ETH",
          "tapeline.subcent.trade-quote", "0.05",
          "tapeline.subcent.sigma-minutes", "10",
          "tapeline.subcent.quote-max-age-s", "120",
          "tapeline.subcent.tiers.low.min-volume-24h", "50",
          "tapeline.subcent.tiers.low.profit-margin", "0.002");

  /** What a strategy said, and the quote that stood when it did. */
  private record Said(List<Signal> signals, List<Quote> quotes, List<Decision> decisions) {}

  private static Said play(String strategy, Map<String, String> settings, List<Path> tapes)
      throws IOException {
    Said said = new Said(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<Quote> newest = new ArrayList<>();
    try (TapeFeed feed = TapeFeed.open(tapes)) {
      new Backtest(
              new MarketDataStage(feed.priceSource()),
              feed.priceSource(),
              LineSettings.read(settings::get),
              List.of(strategy),
              event -> note(event, newest, said))
          .run(feed);
    }
    return said;
  }

  private static void note(Event event, List<Quote> newest, Said said) {
    switch (event) {
      case Quote quote -> {
        newest.clear();
        newest.add(quote);
      }
      case Signal signal -> {
        said.signals.add(signal);
        said.quotes.add(newest.getFirst());
      }
      case Decision decision -> said.decisions.add(decision);
      default -> {}
    }
  }

  private static void assertOneAMinuteAtMost(List<Signal> signals) {
    assertThat(signals.stream().map(each -> each.origin().ts().micros() / 60_000_000L))
        .doesNotHaveDuplicates();
  }

  @Test
  void adaptiveFollowsADayOfGold() throws IOException {
    List<Path> tapes = List.of(SharedData.tape("oanda_XAUUSD_20140505_quotes"));
    Said said = play("adaptive", GOLD, tapes);

    assertThat(said.signals).hasSizeGreaterThan(5);
    assertThat(said.signals).extracting(Signal::side).contains(Side.BUY, Side.SELL);
    assertOneAMinuteAtMost(said.signals);
    for (int i = 0; i < said.signals.size(); i++) {
      Signal signal = said.signals.get(i);
      Quote quote = said.quotes.get(i);
      assertThat(signal.refPrice())
          .isEqualTo(signal.side() == Side.BUY ? quote.bid() : quote.ask());
      double volatility = Double.parseDouble(signal.evidence().get("pvvmBps"));
      assertThat(volatility).isGreaterThanOrEqualTo(3);
      BigDecimal widened = BigDecimal.valueOf(0.006138 * (1 + Math.min(volatility / 10, 1)));
      assertThat(signal.exitPlan().stopFraction(signal.refPrice()).subtract(widened).abs())
          .isLessThan(new BigDecimal("0.00000001"));
    }
    assertThat(said.decisions)
        .extracting(Decision::reason)
        .contains("PVVM_NOT_READY", "VOL_LOW", "TOO_FEW_FRAMES", "FRAMES_DISAGREE");
    assertThat(play("adaptive", GOLD, tapes)).isEqualTo(said);
  }

  @Test
  void subcentRestsInADayOfRipple(@TempDir Path folder) throws IOException {
    Path trades = SharedData.tape("binance_spot_XRPETH_20191011_trades");
    List<Path> tapes = List.of(trades, quotesAround(trades, folder.resolve("quotes.csv")));
    Said said = play("subcent", RIPPLE, tapes);

    assertThat(said.signals).hasSizeGreaterThan(5);
    assertOneAMinuteAtMost(said.signals);
    Instrument instrument =
        LineSettings.read(RIPPLE::get).instruments().get(said.signals.getFirst().symbol());
    for (int i = 0; i < said.signals.size(); i++) {
      Signal signal = said.signals.get(i);
      Quote quote = said.quotes.get(i);
      Price price = signal.refPrice();
      assertThat(signal.side()).isEqualTo(Side.BUY);
      assertThat(price).isGreaterThanOrEqualTo(quote.bid()).isLessThan(quote.ask());
      assertThat(signal.target())
          .isEqualTo(instrument.ceilToTick(price.value().multiply(new BigDecimal("1.002"))));
      assertThat(signal.quantity().value())
          .isEqualByComparingTo(new BigDecimal("0.05").divide(price.value(), 0, RoundingMode.DOWN));
    }
    assertThat(said.decisions)
        .extracting(Decision::reason)
        .contains("VOLUME_NOT_READY", "CHANGE_NOT_READY", "UNREACHABLE_TARGET");
    assertThat(play("subcent", RIPPLE, tapes)).isEqualTo(said);
  }

  /** The tape has no quotes: three ticks on either side of each trade, more on the bid. */
  private static Path quotesAround(Path trades, Path quotes) throws IOException {
    BigDecimal away = new BigDecimal("0.00000003");
    try (BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(trades)), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(quotes))) {
      out.println("ts,symbol,bid,bid_size,ask,ask_size");
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] row = line.split(",", -1);
        BigDecimal price = new BigDecimal(row[2]);
        out.println(
            String.join(
                ",",
                row[0],
                row[1],
                price.subtract(away).toPlainString(),
                "2000000",
                price.add(away).toPlainString(),
                "1000000"));
      }
    }
    return quotes;
  }
}
