package io.tapeline.core.strategy.subcent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Instrument;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Target;
import io.tapeline.core.strategy.subcent.OrderValidation.Fault;
import io.tapeline.core.strategy.subcent.TradeFilter.Verdict;
import io.tapeline.core.testing.Events;
import io.tapeline.core.testing.Settings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked numbers of CATALOGUE S1. */
class SubcentFiguresTest {

  private static final String SYMBOL = "TOKENUSDT";
  private static final BigDecimal MAKER = new BigDecimal("0.0016");

  private final Events events = new Events(SYMBOL);
  private final Pricing pricing = Pricing.read(new SettingsReader(key -> null));

  private static Instrument instrument(String tick) {
    return Settings.of(
            "tapeline.instruments.TOKENUSDT.tick-size", tick,
            "tapeline.instruments.TOKENUSDT.lot-step", "1",
            "tapeline.instruments.TOKENUSDT.min-notional", "5")
        .instruments()
        .get(new Symbol(SYMBOL));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0.000001, LOW",
    "0.0499999, LOW",
    "0.05, MEDIUM",
    "0.1499999, MEDIUM",
    "0.15, HIGH",
    "2, HIGH"
  })
  void tierBeginsAtItsLowestPrice(String price, Tier.Name expected) {
    assertThat(Tier.of(Price.of(price), Tier.read(new SettingsReader(key -> null))).name())
        .isEqualTo(expected);
  }

  private static OptionalDouble probability(@Nullable Double p) {
    return p == null ? OptionalDouble.empty() : OptionalDouble.of(p);
  }

  @ParameterizedTest(name = "bid {0} ask {1} last {2}, I {3} {4} p {5}: {6}")
  @CsvSource({
    "0.00498, 0.00502, 0.005,   0.2, NEUTRAL, 0.7, 0.00499",
    "0.00498, 0.00502, 0.005,   0.2, NEUTRAL, ,    0.00498",
    "0.00498, 0.00499, 0.005,   1,   RISING,  1,   0.00498",
    "0.00498, 0.00502, 0.005,   1,   RISING,  1,   0.00501",
    "0.00498, 0.00502, 0.005,  -1,   FALLING, 0,   0.00498",
    "0.00490, 0.00510, 0.00486, 1,   RISING,  1,   0.00490",
    "0.00490, 0.00520, 0.00500, 1,   RISING,  1,   0.00505"
  })
  void buyRestsBetweenTheTouches(
      String bid,
      String ask,
      String last,
      double imbalance,
      TradeTrend.Direction trend,
      @Nullable Double p,
      String expected) {
    Instrument token = instrument("0.00001");
    Quote quote = events.quote("0", bid, ask);
    Price highest = pricing.highest(Price.of(last), token);

    assertThat(
            pricing.buy(quote, highest, new Pricing.Signs(imbalance, trend, probability(p)), token))
        .isEqualTo(Price.of(expected));
  }

  @Test
  void buyNeverCrossesAndNeverFallsBehindTheBid() {
    Random random = new Random(5);
    Instrument token = instrument("0.00001");
    List<TradeTrend.Direction> directions = List.of(TradeTrend.Direction.values());
    for (int i = 0; i < 20_000; i++) {
      long bid = 300L + random.nextInt(700);
      long ask = bid + 1 + random.nextInt(30);
      Quote quote = events.quote("0", price(bid), price(ask));
      Price highest = pricing.highest(Price.of(price(bid + random.nextInt(20))), token);
      Pricing.Signs signs =
          new Pricing.Signs(
              random.nextDouble() * 2 - 1,
              directions.get(random.nextInt(3)),
              OptionalDouble.of(random.nextDouble()));

      Price buy = pricing.buy(quote, highest, signs, token);

      assertThat(buy).isBetween(quote.bid(), Price.of(price(ask - 1)));
      assertThat(buy.value().remainder(token.tickSize())).isEqualByComparingTo(BigDecimal.ZERO);
    }
  }

  private static String price(long hundredThousandths) {
    return BigDecimal.valueOf(hundredThousandths, 5).toPlainString();
  }

  @Test
  void sellPaysBothFeesAndTheMargin() {
    Target sell = pricing.sell(new BigDecimal("0.015"), instrument("0.00000001"));

    Price price =
        ExitPlan.targetPrice(sell.level(), Side.BUY, Price.of("0.005"), instrument("0.00000001"));

    assertThat(price).isEqualTo(Price.of("0.00509115"));
    BigDecimal paid = new BigDecimal("0.005").multiply(BigDecimal.ONE.add(MAKER));
    BigDecimal got = price.value().multiply(BigDecimal.ONE.subtract(MAKER));
    assertThat(got.subtract(paid).divide(new BigDecimal("0.005"), 6, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo("0.015001");
  }

  /** At 0.005: 1.0016 + 0.0075 and 1.0016 over 0.9984, rounded up. */
  @Test
  void sellEasesToHalfTheMarginAndThenToBreakEven() {
    Instrument token = instrument("0.00000001");
    Target sell = pricing.sell(new BigDecimal("0.015"), token);

    assertThat(
            Arrays.stream(new long[] {0, 599, 600, 1199, 1200, 14_399})
                .mapToObj(held -> sell.levelAt(Duration.ofSeconds(held)))
                .map(level -> ExitPlan.targetPrice(level, Side.BUY, Price.of("0.005"), token)))
        .containsExactly(
            Price.of("0.00509115"),
            Price.of("0.00509115"),
            Price.of("0.00505359"),
            Price.of("0.00505359"),
            Price.of("0.00501603"),
            Price.of("0.00501603"));
  }

  private static Allocation.Verdict allocated(
      String equity, String bound, String free, String multiplier, String minimum) {
    return Allocation.USUAL.of(
        new Allocation.Account(Money.of(equity), Money.of(bound), Money.of(free)),
        new BigDecimal(multiplier),
        MAKER,
        Money.of(minimum));
  }

  @ParameterizedTest(name = "equity {0}, bound {1}, free {2}, x {3}, minimum {4}: {5}")
  @CsvSource({
    "500, 20,    480,    1.0, 1,    3.75,  false",
    "500, 20,    480,    0.7, 1,    2.625, false",
    "500, 20,    480,    1.0, 5,    5,     true",
    "500, 20,    480,    1.0, 10,   10,    true",
    "500, 73,    480,    1.0, 1,    2,     false",
    "500, 20,    2.0032, 1.0, 1,    2,     false"
  })
  void tradeSpendsTheLeastOfItsCaps(
      String equity,
      String bound,
      String free,
      String multiplier,
      String minimum,
      String expected,
      boolean upsized) {
    assertThat(allocated(equity, bound, free, multiplier, minimum))
        .isEqualTo(new Allocation.Verdict.Granted(Money.of(expected), upsized));
  }

  @Test
  void smallAccountCannotReachTheVenuesLeastOrder() {
    assertThat(allocated("100", "0", "100", "1.0", "5"))
        .isEqualTo(new Allocation.Verdict.Refused("ORDER_BELOW_MIN", Money.of("2"), Money.of("5")));
    assertThat(allocated("500", "75", "400", "1.0", "5"))
        .isEqualTo(
            new Allocation.Verdict.Refused("ALLOCATION_FULL", Money.of("75"), Money.of("75")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0.599, NONE",
    "0.60, BUY",
    "1, BUY",
    "0.401, NONE",
    "0.40, SKIP",
    "0, SKIP",
    ", NONE"
  })
  void probabilityIsAVerdictOnlyAtTheEnds(@Nullable Double p, Verdict expected) {
    assertThat(TradeFilter.verdict(probability(p))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} x {1} of {2}: {3}")
  @CsvSource({
    "0.00500, 1100,  10, ''",
    "0.00500, 999,   10, NOTIONAL_BELOW_MIN",
    "0.00500, 0,     10, QUANTITY_BELOW_MIN NOTIONAL_BELOW_MIN",
    "0.005005, 1100, 10, PRICE_OFF_TICK",
    "0.00500, 1100.5, 10, QUANTITY_OFF_LOT",
    "0.00450, 1200,  10, ''",
    "0.00449, 1200,  10, PRICE_OFF_MID",
    "0.00551, 1100,  10, PRICE_OFF_MID",
    "0.00500, 1100,  5.5, INSUFFICIENT_FUNDS",
    "0.00500, 1100,  5.5088, ''"
  })
  void orderIsRefusedForEachThingThatIsWrong(
      String price, String quantity, String free, String expected) {
    Set<Fault> faults =
        OrderValidation.USUAL.faults(
            new OrderValidation.Order("a", Price.of(price), Quantity.of(quantity)),
            instrument("0.00001"),
            new OrderValidation.Situation(
                new BigDecimal("0.005"), Money.of(free), true, Set.of("b")));

    assertThat(faults)
        .isEqualTo(
            expected.isEmpty()
                ? EnumSet.noneOf(Fault.class)
                : EnumSet.copyOf(
                    Arrays.stream(expected.split(" ", -1)).map(Fault::valueOf).toList()));
  }

  @Test
  void orderIsRefusedOnAClosedVenueAndWithAnOldId() {
    assertThat(
            OrderValidation.USUAL.faults(
                new OrderValidation.Order("a", Price.of("0.005"), Quantity.of("1100")),
                instrument("0.00001"),
                new OrderValidation.Situation(
                    new BigDecimal("0.005"), Money.of("10"), false, Set.of("a"))))
        .containsExactlyInAnyOrder(Fault.NOT_TRADABLE, Fault.DUPLICATE_CLIENT_ID);
  }
}
