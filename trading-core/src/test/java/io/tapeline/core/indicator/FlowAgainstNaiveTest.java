package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.indicator.OrderFlowImbalance.Flow;
import io.tapeline.core.indicator.SpreadTracker.Spread;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of random trades and quotes, each found again by looking at all of them. */
class FlowAgainstNaiveTest {

  private static final long WINDOW = 10_000_000;
  private static final List<Aggressor> SIDES = List.of(Aggressor.values());

  /** A week and more of trades: few prices, sides known and unknown, some far larger than usual. */
  private static List<Tick> trades(long seed, int count) {
    Random random = new Random(seed);
    List<Tick> trades = new ArrayList<>();
    long micros = Candles.START.micros();
    for (int i = 0; i < count; i++) {
      micros += random.nextInt(400) * 1_000_000L;
      int size = random.nextInt(100) == 0 ? 900 + random.nextInt(3_000) : 1 + random.nextInt(20);
      trades.add(
          new Tick(
              new Origin(i, new EventTime(micros)),
              Candles.BTC,
              new Price(BigDecimal.valueOf(10_000 + random.nextInt(3), 2)),
              new Quantity(BigDecimal.valueOf(size, 1)),
              SIDES.get(random.nextInt(SIDES.size()))));
    }
    return trades;
  }

  /** Trades with what is known of each by itself: its day, and its side by the tick rule. */
  private static final class Tape {

    private final List<Tick> trades;
    private final List<LocalDate> days = new ArrayList<>();
    private final List<Integer> signs = new ArrayList<>();

    Tape(List<Tick> trades) {
      this.trades = trades;
      for (Tick tick : trades) {
        days.add(tick.ts().toInstant().atZone(ZoneOffset.UTC).toLocalDate());
        signs.add(sign(days.size() - 1));
      }
    }

    /** The side that took; else that of the last change of price, or of the trade before. */
    private int sign(int number) {
      for (int i = number; i >= 0 && days.get(i).equals(days.get(number)); i--) {
        if (trades.get(i).aggressor() != Aggressor.UNKNOWN) {
          return trades.get(i).aggressor() == Aggressor.BUY ? 1 : -1;
        }
        boolean first = i == 0 || !days.get(i - 1).equals(days.get(i));
        int move = first ? 0 : trades.get(i).price().compareTo(trades.get(i - 1).price());
        if (move != 0) {
          return Integer.signum(move);
        }
      }
      return 0;
    }

    BigDecimal size(int number) {
      return trades.get(number).size().value();
    }

    BigDecimal signed(int number) {
      return size(number).multiply(BigDecimal.valueOf(signs.get(number)));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void deltaIsTheSumOfTheDaysSignedSizes(long seed) {
    Tape tape = new Tape(trades(seed, 2_000));
    CumulativeDelta delta = new CumulativeDelta(TradingDay.UTC);
    for (int i = 0; i < tape.trades.size(); i++) {
      delta.take(tape.trades.get(i));
      BigDecimal sum = BigDecimal.ZERO;
      for (int j = i; j >= 0 && tape.days.get(j).equals(tape.days.get(i)); j--) {
        sum = sum.add(tape.signed(j));
      }
      CumulativeDelta.Delta made = delta.reading().orNull();
      assertThat(made).isNotNull();
      if (made != null) {
        assertThat(made.cumulative()).as("trade %d", i).isEqualByComparingTo(sum);
        assertThat(made.delta()).as("trade %d", i).isEqualByComparingTo(tape.signed(i));
      }
    }
  }

  /** All volume laid end to end and cut at the multiples of a bucket, in exact decimals. */
  @ParameterizedTest(name = "buckets of {0}")
  @ValueSource(strings = {"1", "0.7", "7.3", "40"})
  void toxicityIsThatOfTheLastEqualBuckets(String bucket) {
    BigDecimal size = new BigDecimal(bucket);
    int n = 4;
    Tape tape = new Tape(trades(5, 1_200));
    Vpin vpin = Vpin.ofVolume(n, size.doubleValue());
    List<BigDecimal> ends = new ArrayList<>();
    int compared = 0;
    BigDecimal total = BigDecimal.ZERO;
    for (int i = 0; i < tape.trades.size(); i++) {
      vpin.take(tape.trades.get(i));
      total = total.add(tape.size(i));
      ends.add(total);
      BigDecimal full = total.divideToIntegralValue(size);
      Double made = vpin.reading().orNull();
      assertThat(made != null).as("trade %d", i).isEqualTo(full.intValueExact() >= n);
      if (made != null) {
        compared++;
        BigDecimal imbalance = BigDecimal.ZERO;
        for (int back = 1; back <= n; back++) {
          BigDecimal from = full.subtract(BigDecimal.valueOf(back)).multiply(size);
          imbalance = imbalance.add(imbalance(tape, ends, from, from.add(size)));
        }
        double expected = imbalance.doubleValue() / (n * size.doubleValue());
        assertThat(made).as("trade %d", i).isCloseTo(expected, within(1e-9));
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  private static BigDecimal imbalance(
      Tape tape, List<BigDecimal> ends, BigDecimal from, BigDecimal to) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = ends.size() - 1; i >= 0 && ends.get(i).compareTo(from) > 0; i--) {
      BigDecimal start = i == 0 ? BigDecimal.ZERO : ends.get(i - 1);
      BigDecimal overlap = ends.get(i).min(to).subtract(start.max(from));
      if (overlap.signum() > 0) {
        sum = sum.add(overlap.multiply(BigDecimal.valueOf(tape.signs.get(i))));
      }
    }
    return sum.abs();
  }

  private static final class Bucket {

    private final double size;
    private double filled;
    private double imbalance;

    Bucket(double size) {
      this.size = size;
    }
  }

  /** A bucket keeps the size with which it began, whatever day ends while it fills. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void bucketsOfADayAreAFiftiethOfTheMeanOfTheLastFiveDays(long seed) {
    int n = 20;
    Tape tape = new Tape(trades(seed, 3_000));
    Vpin vpin = Vpin.ofDays(n, TradingDay.UTC);
    int compared = 0;
    for (int i = 0; i < tape.trades.size(); i++) {
      vpin.take(tape.trades.get(i));
      if (i % 80 == 0) {
        List<Bucket> full = buckets(tape, i + 1);
        Double made = vpin.reading().orNull();
        assertThat(made != null).as("trade %d", i).isEqualTo(full.size() >= n);
        if (made != null) {
          compared++;
          List<Bucket> last = Candles.last(full, n);
          double imbalance = last.stream().mapToDouble(each -> Math.abs(each.imbalance)).sum();
          double volume = last.stream().mapToDouble(each -> each.size).sum();
          assertThat(made).as("trade %d", i).isCloseTo(imbalance / volume, within(1e-9));
          assertThat(made).isBetween(0.0, 1.0);
        }
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  /** The full buckets of the first trades. */
  private static List<Bucket> buckets(Tape tape, int count) {
    NavigableMap<LocalDate, Double> volumes = new TreeMap<>();
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LocalDate day = tape.days.get(i);
      double volume = tape.size(i).doubleValue();
      volumes.merge(day, volume, Double::sum);
      List<Double> before = Candles.last(List.copyOf(volumes.headMap(day).values()), 5);
      double mean = before.stream().mapToDouble(each -> each).average().orElse(0);
      double rest = mean > 0 ? volume : 0;
      while (rest > 1e-9) {
        if (buckets.isEmpty() || isFull(buckets.getLast())) {
          buckets.add(new Bucket(mean / 50));
        }
        Bucket bucket = buckets.getLast();
        double part = Math.min(rest, bucket.size - bucket.filled);
        bucket.filled += part;
        bucket.imbalance += part * tape.signs.get(i);
        rest -= part;
      }
    }
    return buckets.stream().filter(FlowAgainstNaiveTest::isFull).toList();
  }

  private static boolean isFull(Bucket bucket) {
    return bucket.size - bucket.filled <= 1e-9;
  }

  private static List<Quote> quotes(long seed, int count) {
    Random random = new Random(seed);
    List<Quote> quotes = new ArrayList<>();
    long micros = Candles.START.micros();
    for (int i = 0; i < count; i++) {
      micros += random.nextInt(400) == 0 ? 30_000_000 : random.nextInt(1_000) * 1_000L;
      int bid = 10_000 + random.nextInt(4);
      boolean sizes = random.nextInt(300) > 0;
      quotes.add(
          new Quote(
              new Origin(i, new EventTime(micros)),
              Candles.BTC,
              new Price(BigDecimal.valueOf(bid, 2)),
              sizes ? size(random) : null,
              new Price(BigDecimal.valueOf(bid + 1 + random.nextInt(5), 2)),
              sizes ? size(random) : null));
    }
    return quotes;
  }

  private static Quantity size(Random random) {
    return new Quantity(BigDecimal.valueOf(random.nextInt(4) == 0 ? 0 : random.nextInt(5_000), 3));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void spreadIsComparedWithTheHundredBefore(long seed) {
    List<Quote> quotes = quotes(seed, 2_000);
    SpreadTracker tracker = new SpreadTracker(0.05, 10);
    for (int i = 0; i < quotes.size(); i++) {
      tracker.take(quotes.get(i));
      BigDecimal newest = quotes.get(i).spread();
      double[] before =
          quotes.subList(Math.max(0, i - 100), i).stream()
              .mapToDouble(quote -> quote.spread().doubleValue())
              .sorted()
              .toArray();
      Spread made = tracker.reading().orNull();
      assertThat(made != null).isEqualTo(before.length >= 10);
      boolean lowVolume = i % 2 == 0;
      BigDecimal most = BigDecimal.valueOf(1 + i % 6, 2);
      boolean acceptable = newest.compareTo(most) <= 0;
      if (made != null) {
        double mean = Arrays.stream(before).sum() / before.length;
        double squares = Arrays.stream(before).map(each -> (each - mean) * (each - mean)).sum();
        double deviation = Math.max(0.0125, Math.sqrt(squares / (before.length - 1)));
        double z = (newest.doubleValue() - mean) / deviation;
        int half = before.length / 2;
        double median =
            before.length % 2 == 1 ? before[half] : (before[half - 1] + before[half]) / 2;
        assertThat(made.mean()).isCloseTo(mean, within(1e-12));
        assertThat(made.deviation()).isCloseTo(deviation, within(1e-12));
        assertThat(made.median()).isCloseTo(median, within(1e-12));
        assertThat(made.z()).isCloseTo(z, within(1e-9));
        assertThat(made.bps())
            .isCloseTo(
                newest.doubleValue() / quotes.get(i).mid().doubleValue() * 10_000, within(1e-9));
        acceptable &= timesTheMean(newest, quotes, i) <= (lowVolume ? 2.0 : 1.5) && z <= 3;
        assertThat(made.isExpanded()).isEqualTo(timesTheMean(newest, quotes, i) >= 2);
      }
      assertThat(tracker.isAcceptable(most, lowVolume)).as("quote %d", i).isEqualTo(acceptable);
    }
  }

  /** Rounded only behind the ninth digit, so that equal is equal. */
  private static double timesTheMean(BigDecimal spread, List<Quote> quotes, int number) {
    List<Quote> before = quotes.subList(Math.max(0, number - 100), number);
    BigDecimal sum = before.stream().map(Quote::spread).reduce(BigDecimal.ZERO, BigDecimal::add);
    return spread
        .multiply(BigDecimal.valueOf(before.size()))
        .divide(sum, 9, RoundingMode.HALF_UP)
        .doubleValue();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1})
  void microPriceIsThePriceWeightedByTheOtherSidesSize(long seed) {
    MicroPrice price = new MicroPrice();
    for (Quote quote : quotes(seed, 1_000)) {
      price.take(quote);
      Quantity bids = quote.bidSize();
      Quantity asks = quote.askSize();
      Double made = price.reading().orNull();
      assertThat(made != null).isEqualTo(bids != null && asks != null);
      if (made != null && bids != null && asks != null) {
        BigDecimal both = bids.plus(asks).value();
        BigDecimal weighted =
            quote
                .bid()
                .value()
                .multiply(asks.value())
                .add(quote.ask().value().multiply(bids.value()));
        BigDecimal expected =
            both.signum() == 0 ? quote.mid() : weighted.divide(both, MathContext.DECIMAL128);
        assertThat(made).isCloseTo(expected.doubleValue(), within(1e-12));
      }
    }
  }

  /** Begins anew with a quote without sizes and where quotes may be missing. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void orderFlowIsTheSumOfTheWindow(long seed) {
    List<Quote> quotes = quotes(seed, 4_000);
    OrderFlowImbalance flow = new OrderFlowImbalance(Duration.ofSeconds(10));
    Random random = new Random(seed);
    int from = 0;
    int compared = 0;
    for (int i = 0; i < quotes.size(); i++) {
      if (random.nextInt(400) == 0) {
        flow.restart();
        from = i;
      }
      flow.take(quotes.get(i));
      if (quotes.get(i).bidSize() == null) {
        from = i + 1;
      }
      EventTime now = quotes.get(i).ts().plus(Duration.ofMillis(random.nextInt(3) * 400L));
      now =
          i + 1 < quotes.size() && quotes.get(i + 1).ts().isBefore(now) ? quotes.get(i).ts() : now;
      flow.passTime(now);
      Flow made = flow.reading().orNull();
      boolean ready = from <= i && now.microsSince(quotes.get(from).ts()) >= WINDOW;
      assertThat(made != null).as("quote %d", i).isEqualTo(ready);
      if (made != null) {
        compared++;
        Flow expected = flowOf(quotes.subList(from, i + 1), now);
        assertThat(made.ofi()).as("quote %d", i).isCloseTo(expected.ofi(), within(1e-9));
        assertThat(made.normalised()).isCloseTo(expected.normalised(), within(1e-9));
      }
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  private static Flow flowOf(List<Quote> quotes, EventTime now) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal tops = BigDecimal.ZERO;
    int count = 0;
    for (int i = quotes.size() - 1; i >= 0 && now.microsSince(quotes.get(i).ts()) < WINDOW; i--) {
      Quote quote = quotes.get(i);
      tops = tops.add(of(quote.bidSize())).add(of(quote.askSize()));
      count++;
      if (i > 0) {
        Quote before = quotes.get(i - 1);
        int bid = quote.bid().compareTo(before.bid());
        int ask = quote.ask().compareTo(before.ask());
        sum = bid >= 0 ? sum.add(of(quote.bidSize())) : sum;
        sum = bid <= 0 ? sum.subtract(of(before.bidSize())) : sum;
        sum = ask <= 0 ? sum.subtract(of(quote.askSize())) : sum;
        sum = ask >= 0 ? sum.add(of(before.askSize())) : sum;
      }
    }
    double mean = count == 0 ? 0 : tops.doubleValue() / 2 / count;
    return new Flow(sum.doubleValue(), mean > 0 ? sum.doubleValue() / mean : 0);
  }

  private static BigDecimal of(@Nullable Quantity size) {
    return size == null ? BigDecimal.ZERO : size.value();
  }
}
