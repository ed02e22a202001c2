package io.tapeline.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.OrderBlocks.Fallback;
import io.tapeline.core.money.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candles at a billionth of the price say the same: tokens are traded at such prices. */
class ScaleTest {

  private static final int DIGITS = 9;

  /** What an indicator decides, without its prices. */
  private record Decider<T>(CandleIndicator<T> indicator, Function<T, Object> decision) {

    Object decide(Candle candle) {
      indicator.take(candle);
      return indicator.reading().map(decision);
    }
  }

  private static List<Decider<?>> deciders(double unit) {
    double tick = 0.01 * unit;
    FixedValue range = new FixedValue(0.14 * unit);
    return List.of(
        new Decider<>(new MarketStructure(range, 2), each -> List.of(each.event(), each.age())),
        new Decider<>(
            new EqualLevels(tick, range),
            each -> each.stream().map(EqualLevels.Level::touches).toList()),
        new Decider<>(
            new OrderBlocks(range, new FixedValue(0.7 * unit), Fallback.BITCOIN),
            each -> each.stream().map(block -> List.of(block.state(), block.age())).toList()),
        new Decider<>(
            new Sweep(tick, range),
            each -> List.of(each.bias(), Math.round(each.confidence() * 10))),
        new Decider<>(new WickTrap(tick, range), each -> each),
        new Decider<>(new Engulfing(range), each -> each),
        new Decider<>(new VolatilityExpansion(), VolatilityExpansion.Change::state),
        new Decider<>(new DynamicAtr(0.07 * unit, 30), each -> Math.round(each / (0.007 * unit))),
        new Decider<>(new MarketRegime(), each -> each),
        new Decider<>(
            new SessionMomentum(new SessionClock(SessionClock.Mode.FIXED_UTC), range),
            SessionMomentum.Move::bias),
        new Decider<>(new Bollinger(20, 2), each -> Math.round(each.position() * 1e6)),
        new Decider<>(new Rsi(14), each -> Math.round(each * 1e6)));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void decisionsDoNotDependOnTheScaleOfPrices(long seed) {
    List<Candle> candles = Candles.coarse(seed, 2_000);
    List<Decider<?>> usual = deciders(1);
    List<Decider<?>> small = deciders(1e-9);
    for (Candle candle : candles) {
      List<Object> decided = new ArrayList<>();
      List<Object> expected = new ArrayList<>();
      for (int each = 0; each < usual.size(); each++) {
        expected.add(usual.get(each).decide(candle));
        decided.add(small.get(each).decide(shrunk(candle)));
      }
      assertThat(decided).as("%s", candle).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "close {0}")
  @ValueSource(strings = {"3.85", "3.78", "3.71", "3.77", "3.93"})
  void bandsAndEdgesDoNotDependOnTheScaleOfPrices(String close) {
    VwapBand band = new VwapBand(3.78, 0.07);
    VwapBand small = new VwapBand(3.78e-9, 0.07e-9);
    BigDecimal price = new BigDecimal(close);

    assertThat(small.holds(price.movePointLeft(DIGITS).doubleValue()))
        .isEqualTo(band.holds(price.doubleValue()));
    for (String level : List.of("3.78", "3.7815", "3.7785", "3.7768")) {
      assertThat(
              EdgeTolerance.isNear(
                  new Price(price.movePointLeft(DIGITS)),
                  new Price(new BigDecimal(level).movePointLeft(DIGITS)),
                  1e-9))
          .isEqualTo(EdgeTolerance.isNear(new Price(price), Price.of(level), 1));
    }
  }

  private static Candle shrunk(Candle candle) {
    return Candles.of(
        candle.openTime(),
        shrunk(candle.open()),
        shrunk(candle.high()),
        shrunk(candle.low()),
        shrunk(candle.close()),
        candle.volume().toString(),
        candle.synthetic(),
        candle.startsSegment());
  }

  private static String shrunk(Price price) {
    return price.value().movePointLeft(DIGITS).toPlainString();
  }
}
