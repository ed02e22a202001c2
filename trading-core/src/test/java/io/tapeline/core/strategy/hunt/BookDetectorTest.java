package io.tapeline.core.strategy.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapeline.core.indicator.TradingDay;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.strategy.Condition;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Minutes;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** CATALOGUE S4-HUNT, book detector: a pool at 100.10 above the market. */
class BookDetectorTest {

  private static final StopPool POOL = new StopPool("SWING", Price.of("100.10"), Side.BUY);

  private BookDetector detector = detector(RestingDepth.UNKNOWN);
  private long micros = Events.START_MICROS;
  private long seq;

  private static BookDetector detector(RestingDepth depth) {
    HuntSettings settings = HuntSettings.read(new SettingsReader(_ -> null));
    BookDetector detector = new BookDetector(settings.pools(), TradingDay.UTC, depth);
    detector.watch(List.of(POOL));
    return detector;
  }

  private Origin next(long millis) {
    micros += millis * 1000;
    return new Origin(++seq, new EventTime(micros));
  }

  private @Nullable Sweep trade(long afterMillis, String price, String size, Aggressor aggressor) {
    return detector.on(
        new Tick(next(afterMillis), Minutes.SYMBOL, Price.of(price), Quantity.of(size), aggressor));
  }

  private void quote(long afterMillis, String bid, String bidSize, String ask, String askSize) {
    detector.on(
        new Quote(
            next(afterMillis),
            Minutes.SYMBOL,
            Price.of(bid),
            Quantity.of(bidSize),
            Price.of(ask),
            Quantity.of(askSize)));
  }

  /** Six minutes of two trades a second that nearly cancel, and sizes of 100. */
  private void history() {
    for (int second = 0; second < 360; second++) {
      trade(500, "100.00", second % 3 == 0 ? "2" : "1", Aggressor.BUY);
      trade(0, "99.99", second % 5 == 0 ? "2" : "1", Aggressor.SELL);
      quote(500, "99.99", "100", "100.01", "100");
    }
  }

  private void approach() {
    quote(100, "100.07", "100", "100.08", "40");
  }

  private void run() {
    quote(100, "100.09", "300", "100.10", "40");
    trade(100, "100.10", "50", Aggressor.BUY);
    trade(100, "100.12", "50", Aggressor.BUY);
  }

  private String step() {
    List<Condition> conditions = detector.conditions();
    return conditions.isEmpty() ? "IDLE" : conditions.getFirst().value();
  }

  @Test
  void sweptPoolGoesThroughEveryStep() {
    history();
    assertThat(step()).isEqualTo("IDLE");
    approach();
    assertThat(step()).isEqualTo("APPROACH");
    run();
    assertThat(step()).isEqualTo("RUN");
    quote(500, "100.09", "100", "100.11", "300");
    assertThat(step()).as("three times the usual size is offered").isEqualTo("ABSORB");
    assertThat(trade(500, "100.09", "1", Aggressor.SELL)).as("only 1 bp back inside").isNull();

    Sweep sweep = Objects.requireNonNull(trade(500, "100.07", "1", Aggressor.SELL));

    assertThat(sweep.extreme()).isEqualTo(Price.of("100.12"));
    assertThat(sweep.vacuum()).as("40 of a median of 100").isCloseTo(0.6, within(1e-9));
    assertThat(sweep.returnBps()).isCloseTo(0.03 / 100.10 * 1e4, within(1e-6));
    assertThat(sweep.z()).isGreaterThan(4);
    assertThat(sweep.score())
        .isCloseTo(0.25 * 0.6 + 0.25 + 0.25 + 0.25 * sweep.returnBps() / 5, within(1e-9));
    assertThat(step()).isEqualTo("IDLE");
  }

  @Test
  void volumeThatGoesOnWithoutThePriceIsAbsorbed() {
    history();
    approach();
    run();
    trade(600, "100.12", "20", Aggressor.BUY);
    assertThat(step()).as("before a second nothing is said of the rate").isEqualTo("RUN");
    trade(600, "100.12", "20", Aggressor.BUY);
    assertThat(step()).isEqualTo("ABSORB");
    trade(100, "100.16", "20", Aggressor.BUY);
    assertThat(step()).as("4 bp farther").isEqualTo("RUN");
  }

  @Test
  void withoutAVacuumItIsNoApproach() {
    history();
    quote(100, "100.07", "100", "100.08", "51");
    assertThat(step()).isEqualTo("IDLE");
    quote(100, "100.03", "100", "100.04", "40");
    assertThat(step()).as("6.5 bp away").isEqualTo("IDLE");
  }

  @Test
  void tradeThroughWithoutDeltaIsNoRun() {
    history();
    approach();
    quote(100, "100.09", "300", "100.10", "40");
    trade(100, "100.12", "1", Aggressor.BUY);
    assertThat(step()).isEqualTo("APPROACH");
  }

  @Test
  void stepsThatTakeTooLongBeginAnew() {
    history();
    approach();
    quote(30_001, "99.99", "100", "100.01", "100");
    assertThat(step()).isEqualTo("IDLE");

    approach();
    run();
    assertThat(step()).isEqualTo("RUN");
    trade(10_001, "100.12", "0.01", Aggressor.BUY);
    assertThat(step()).as("nothing was absorbed in ten seconds").isEqualTo("IDLE");
  }

  @Test
  void gapForgetsEverything() {
    history();
    approach();
    detector.restart();
    assertThat(step()).isEqualTo("IDLE");
    approach();
    assertThat(step()).as("no medians yet").isEqualTo("IDLE");
  }

  @Test
  void depthBeyondThePoolDecidesWhereItIsKnown() {
    double[] resting = {1000};
    detector =
        detector(
            (pool, width) -> {
              assertThat(pool).isEqualTo(POOL);
              assertThat(width).isEqualTo(10);
              return OptionalDouble.of(resting[0]);
            });
    history();
    approach();
    assertThat(step()).as("the best price is thin, the book is not").isEqualTo("IDLE");
    resting[0] = 500;
    approach();
    assertThat(step()).isEqualTo("APPROACH");
  }
}
