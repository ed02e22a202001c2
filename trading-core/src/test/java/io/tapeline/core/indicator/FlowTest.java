package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.book.OrderBook;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.DeltaSpike.Score;
import io.tapeline.core.indicator.OrderFlowImbalance.Flow;
import io.tapeline.core.indicator.SpreadTracker.Spread;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.BookUpdate.Level;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {

  private static EventTime at(double seconds) {
    return new EventTime(Candles.START.micros() + Math.round(seconds * 1e6));
  }

  private static Quote quote(
      double second, String bid, String bidSize, String ask, String askSize) {
    return new Quote(
        new Origin(1, at(second)),
        Candles.BTC,
        Price.of(bid),
        Quantity.of(bidSize),
        Price.of(ask),
        Quantity.of(askSize));
  }

  private static Tick tick(double second, String price, String size, Aggressor aggressor) {
    return new Tick(
        new Origin(1, at(second)), Candles.BTC, Price.of(price), Quantity.of(size), aggressor);
  }

  private static SpreadTracker spreads(int least, String... spreads) {
    SpreadTracker tracker = new SpreadTracker(0.01, least);
    for (String spread : spreads) {
      String ask = new BigDecimal("2000").add(new BigDecimal(spread)).toPlainString();
      tracker.take(quote(0, "2000", "1", ask, "1"));
    }
    return tracker;
  }

  @Test
  void spreadIsComparedWithTheSamplesBeforeIt() {
    SpreadTracker tracker = spreads(5, "0.18", "0.20", "0.22", "0.20", "0.20", "0.25");

    Spread spread = tracker.reading().orNull();
    assertThat(spread).isNotNull();
    if (spread != null) {
      assertThat(spread.mean()).isCloseTo(0.20, within(1e-9));
      assertThat(spread.deviation()).isCloseTo(0.014142, within(5e-7));
      assertThat(spread.ratio()).isCloseTo(1.25, within(1e-9));
      assertThat(spread.z()).isCloseTo(3.5355, within(5e-5));
      assertThat(spread.median()).isCloseTo(0.20, within(1e-12));
      assertThat(spread.bps()).isCloseTo(1.24992, within(1e-5));
      assertThat(spread.samples()).isEqualTo(5);
    }
    assertThat(tracker.isAcceptable(new BigDecimal("0.50"), false)).isFalse();
  }

  /** A hundred samples and the newest: the two wide ones, taken first, are forgotten in turn. */
  @Test
  void sampleBeforeTheLastHundredIsForgotten() {
    SpreadTracker tracker = spreads(10, "9.00", "9.00");
    for (int i = 0; i < 99; i++) {
      tracker.take(quote(0, "2000", "1", "2000.20", "1"));
    }
    assertThat(tracker.reading().map(each -> each.mean() > 0.28 && each.samples() == 100))
        .isEqualTo(Reading.ready(true));
    tracker.take(quote(0, "2000", "1", "2000.20", "1"));
    assertThat(tracker.reading().map(each -> Math.round(each.mean() * 1_000)))
        .isEqualTo(Reading.ready(288L));
    tracker.take(quote(0, "2000", "1", "2000.20", "1"));
    assertThat(tracker.reading().map(each -> Math.round(each.mean() * 1_000)))
        .isEqualTo(Reading.ready(200L));
  }

  @Test
  void crossedAndLockedQuotesAreNoSamples() {
    SpreadTracker tracker = spreads(2, "0.20", "0.20", "0.20");
    assertThatThrownBy(() -> tracker.take(quote(0, "2000.01", "1", "2000", "1")))
        .hasMessageContaining("crossed or locked");
    assertThatThrownBy(() -> tracker.take(quote(0, "2000", "1", "2000", "1")))
        .hasMessageContaining("crossed or locked");
    assertThat(tracker.reading().map(Spread::samples)).isEqualTo(Reading.ready(2));
  }

  @Test
  void fewSamplesAreJudgedByTheGreatestSpreadAlone() {
    SpreadTracker tracker = spreads(10, "0.18", "0.20", "0.22", "0.20", "0.20", "0.25");

    assertThat(tracker.reading()).isEqualTo(Reading.warmingUp(5, 10));
    assertThat(tracker.isAcceptable(new BigDecimal("0.25"), false)).isTrue();
    assertThat(tracker.isAcceptable(new BigDecimal("0.24"), false)).isFalse();
    assertThat(new SpreadTracker(0.01, 10).isAcceptable(BigDecimal.ONE, false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.20, false, true,  false",
    "0.30, false, true,  false",
    "0.31, false, false, false",
    "0.31, true,  true,  false",
    "0.40, true,  true,  true",
    "0.41, true,  false, true"
  })
  void ratioMayBeHigherInLowVolume(
      String spread, boolean lowVolume, boolean acceptable, boolean expanded) {
    // A wide sample deviation, so that z does not decide.
    SpreadTracker tracker = spreads(4, "0.10", "0.30", "0.10", "0.30", spread);

    assertThat(tracker.isAcceptable(BigDecimal.ONE, lowVolume)).isEqualTo(acceptable);
    assertThat(tracker.reading().map(each -> each.isAsianExpansion(MarketSession.ASIAN)))
        .isEqualTo(Reading.ready(expanded));
    assertThat(tracker.reading().map(each -> each.isAsianExpansion(MarketSession.NY)))
        .isEqualTo(Reading.ready(false));
  }

  @Test
  void deviationIsAtLeastAQuarterTick() {
    assertThat(spreads(2, "0.20", "0.20", "0.20", "0.21").reading().map(Spread::deviation))
        .isEqualTo(Reading.ready(0.0025));
  }

  @Test
  void microPriceLeansToTheThinnerSide() {
    MicroPrice price = new MicroPrice();
    assertThat(price.reading()).isEqualTo(Reading.warmingUp(0, 1));
    price.take(quote(0, "99.98", "30", "100.02", "10"));
    assertThat(price.reading().orNull()).isCloseTo(100.01, within(1e-9));
    price.take(quote(1, "99.98", "0", "100.02", "0"));
    assertThat(price.reading()).isEqualTo(Reading.ready(100.0));
    price.take(
        new Quote(new Origin(1, at(2)), Candles.BTC, Price.of("99"), null, Price.of("101"), null));
    assertThat(price.reading()).isEqualTo(Reading.invalid("the quote has no sizes"));
  }

  @Test
  void depthImbalanceIsOfTheBestLevels() {
    OrderBook book = new OrderBook();
    DepthImbalance two = new DepthImbalance(2);
    two.take(book);
    assertThat(two.reading()).isEqualTo(Reading.warmingUp(0, 1));
    Origin origin = new Origin(1, at(0));
    book.apply(
        new BookUpdate(
            origin,
            Candles.BTC,
            true,
            List.of(
                level(Side.BUY, "99", "20"),
                level(Side.BUY, "98", "10"),
                level(Side.BUY, "97", "500"),
                level(Side.SELL, "101", "4"),
                level(Side.SELL, "102", "6"))));
    two.take(book);
    assertThat(two.reading()).isEqualTo(Reading.ready(0.5));
    book.apply(BookUpdate.invalid(origin, Candles.BTC, Invalidity.SEQUENCE_GAP));
    two.take(book);
    assertThat(two.reading()).isEqualTo(Reading.invalid("the book is SEQUENCE_GAP"));
    assertThat(DepthImbalance.of(0, 0)).isEqualTo(Reading.invalid("the book is empty"));
    assertThat(DepthImbalance.of(0, 3)).isEqualTo(Reading.ready(-1.0));
  }

  private static Level level(Side side, String price, String size) {
    return new Level(side, Price.of(price), Quantity.of(size));
  }

  @Test
  void orderFlowIsTheSumOfWhatTheQuotesAdd() {
    Quote first = quote(0, "100.00", "10", "100.01", "12");
    Quote second = quote(9, "100.00", "14", "100.01", "7");
    Quote third = quote(10, "100.01", "6", "100.02", "9");
    assertThat(OrderFlowImbalance.contribution(first, second)).isEqualTo(9);
    assertThat(OrderFlowImbalance.contribution(second, third)).isEqualTo(13);

    OrderFlowImbalance flow = new OrderFlowImbalance(Duration.ofSeconds(10));
    flow.take(first);
    flow.take(second);
    assertThat(flow.reading()).isEqualTo(Reading.warmingUp(9, 10));
    flow.take(third);
    // Tops in the window: (14 + 7) / 2 and (6 + 9) / 2.
    assertThat(flow.reading()).isEqualTo(Reading.ready(new Flow(22, 22 / 9.0)));
    flow.passTime(at(19));
    assertThat(flow.reading()).isEqualTo(Reading.ready(new Flow(13, 13 / 7.5)));
    flow.restart();
    assertThat(flow.reading()).isEqualTo(Reading.warmingUp(0, 10));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void orderFlowOfTheWindowIsThatComputedAnew(long seed) {
    Random random = new Random(seed);
    List<Quote> quotes = new ArrayList<>();
    OrderFlowImbalance flow = new OrderFlowImbalance(Duration.ofSeconds(10));
    double second = 0;
    int compared = 0;
    for (int i = 0; i < 5_000; i++) {
      second += random.nextInt(1_000) / 1000.0;
      int bid = 10_000 + random.nextInt(3);
      quotes.add(
          quote(
              second,
              BigDecimal.valueOf(bid, 2).toPlainString(),
              BigDecimal.valueOf(random.nextInt(5_000), 3).toPlainString(),
              BigDecimal.valueOf(bid + 1 + random.nextInt(2), 2).toPlainString(),
              BigDecimal.valueOf(random.nextInt(5_000), 3).toPlainString()));
      flow.take(quotes.getLast());
      double sum = 0;
      long from = quotes.getLast().ts().micros() - 10_000_000;
      for (int j = Math.max(1, i - 300); j <= i; j++) {
        if (quotes.get(j).ts().micros() > from) {
          sum += OrderFlowImbalance.contribution(quotes.get(j - 1), quotes.get(j));
        }
      }
      Flow made = flow.reading().orNull();
      if (made != null) {
        compared++;
        assertThat(made.ofi()).isCloseTo(sum, within(1e-9));
      }
    }
    assertThat(compared).isGreaterThan(4_900);
  }

  @Test
  void deltaCountsForTheSideThatTookOrByTheTickRule() {
    CumulativeDelta delta = new CumulativeDelta(TradingDay.UTC);
    assertThat(delta.reading()).isEqualTo(Reading.warmingUp(0, 1));
    delta.take(tick(0, "10", "5", Aggressor.BUY));
    delta.take(tick(1, "10", "2", Aggressor.SELL));
    assertThat(cumulative(delta)).isEqualByComparingTo("3");
    delta.take(tick(2, "10.1", "0.7", Aggressor.UNKNOWN));
    assertThat(cumulative(delta)).isEqualByComparingTo("3.7");
    delta.take(tick(3, "10.1", "0.1", Aggressor.UNKNOWN));
    assertThat(cumulative(delta)).isEqualByComparingTo("3.8");
    delta.take(tick(4, "10.0", "1", Aggressor.UNKNOWN));
    assertThat(cumulative(delta)).isEqualByComparingTo("2.8");
    delta.take(tick(86_400, "10.5", "9", Aggressor.UNKNOWN));
    assertThat(cumulative(delta)).isEqualByComparingTo("0");
  }

  private static BigDecimal cumulative(CumulativeDelta delta) {
    CumulativeDelta.Delta value = delta.reading().orNull();
    return value == null ? BigDecimal.TEN.negate() : value.cumulative();
  }

  @Test
  void deltaOfACandleIsByWhereItCloses() {
    CandleDelta delta = new CandleDelta(0.01, TradingDay.UTC);
    delta.take(Candles.of(0, "10", "14", "10", "13", "8"));
    assertThat(delta.reading()).isEqualTo(Reading.ready(new CandleDelta.Delta(4, 4)));
    delta.take(Candles.of(1, "13", "14", "10", "10", "8"));
    assertThat(delta.reading()).isEqualTo(Reading.ready(new CandleDelta.Delta(-8, -4)));
    delta.take(Candles.of(1440, "13", "14", "10", "14", "8"));
    assertThat(delta.reading()).isEqualTo(Reading.ready(new CandleDelta.Delta(8, 8)));
  }

  @Test
  void deltaSpikesFromTwoDeviationsOn() {
    DeltaSpike spike = new DeltaSpike(4);
    for (double delta : new double[] {0, 2, 0, 2}) {
      spike.take(delta);
      assertThat(spike.reading().isReady()).isFalse();
    }
    assertThat(spike.reading()).isEqualTo(Reading.warmingUp(4, 5));
    // Mean 1, sample deviation √(4/3).
    spike.take(1 + 2 * Math.sqrt(4 / 3.0));
    assertThat(spike.reading().map(Score::spike)).isEqualTo(Reading.ready(Bias.BUY));
    DeltaSpike flat = new DeltaSpike(2);
    for (double delta : new double[] {1, 1, 5}) {
      flat.take(delta);
    }
    assertThat(flat.reading()).isEqualTo(Reading.invalid("the deltas before do not differ"));
  }

  private static List<Bias> divergence(double... cumulative) {
    List<Candle> candles =
        Candles.hlc(
            "12 11 11",
            "12 10 11",
            "12 9 11",
            "12 10 11",
            "12 10.5 11",
            "12 9.5 11",
            "12 8 11",
            "12 9.5 11",
            "12 10 11");
    CvdDivergence divergence = new CvdDivergence(TradingDay.UTC);
    List<Bias> told = new ArrayList<>();
    for (int i = 0; i < candles.size(); i++) {
      told.add(divergence.take(candles.get(i), cumulative[i]));
    }
    return told;
  }

  @Test
  void divergenceIsALowerLowWithAHigherDelta() {
    // Lows at candles 2 and 6; of a range of 10 the delta rises by 3, then by 2.9.
    assertThat(divergence(10, 5, 0, 2, 2, 2, 3, 3, 3).getLast()).isEqualTo(Bias.BUY);
    assertThat(divergence(10, 5, 0, 2, 2, 2, 2.9, 3, 3)).containsOnly(Bias.NONE);
    assertThat(divergence(10, 5, 3, 2, 2, 2, 0, 3, 3)).containsOnly(Bias.NONE);
  }

  /** Candle 7 is a swing point of both kinds, and its delta lies between those before. */
  @Test
  void divergencesToBothSidesAtOnceSayNothing() {
    double[] cumulative = {0, 0, 10, 5, 0, 5, 5, 5, 5, 5};
    for (String low : List.of("8.5", "9.5")) {
      List<Candle> candles =
          Candles.hlc(
              "12 11 11.5",
              "12.5 10.9 11.5",
              "13 10.8 11.5",
              "12.5 10.5 11.5",
              "12 9 11.5",
              "12 10 11.5",
              "12 10 11.5",
              "14 " + low + " 11.5",
              "12 10 11.5",
              "12 10 11.5");
      CvdDivergence divergence = new CvdDivergence(TradingDay.UTC);
      List<Bias> told = new ArrayList<>();
      for (int i = 0; i < candles.size(); i++) {
        told.add(divergence.take(candles.get(i), cumulative[i]));
      }
      assertThat(told.getLast()).isEqualTo(low.equals("8.5") ? Bias.NONE : Bias.SELL);
    }
  }

  @Test
  void toxicityIsTheImbalanceOfEqualBuckets() {
    Vpin vpin = Vpin.ofVolume(2, 10);
    vpin.take(tick(0, "10", "8", Aggressor.BUY));
    vpin.take(tick(1, "10", "2", Aggressor.SELL));
    assertThat(vpin.reading()).isEqualTo(Reading.warmingUp(1, 2));
    vpin.take(tick(2, "10", "5", Aggressor.SELL));
    vpin.take(tick(3, "10", "5", Aggressor.BUY));
    assertThat(vpin.reading().orNull()).isCloseTo(0.30, within(1e-12));
    // Fills the next bucket and half of the one after.
    vpin.take(tick(4, "10", "15", Aggressor.BUY));
    assertThat(vpin.reading().orNull()).isCloseTo(0.50, within(1e-12));
    vpin.take(tick(5, "10", "1e15", Aggressor.SELL));
    assertThat(vpin.reading()).isEqualTo(Reading.ready(1.0));
  }

  @Test
  void bucketIsAFiftiethOfTheUsualDay() {
    Vpin vpin = Vpin.ofDays(2, TradingDay.UTC);
    vpin.take(tick(0, "10", "500", Aggressor.BUY));
    assertThat(vpin.reading()).isEqualTo(Reading.warmingUp(0, 2));
    vpin.take(tick(86_400, "10", "10", Aggressor.BUY));
    assertThat(vpin.reading()).isEqualTo(Reading.warmingUp(1, 2));
    vpin.take(tick(86_401, "10", "10", Aggressor.SELL));
    assertThat(vpin.reading()).isEqualTo(Reading.ready(1.0));
    assertThatThrownBy(() -> Vpin.ofVolume(50, 0)).hasMessageContaining("above zero");
  }
}
