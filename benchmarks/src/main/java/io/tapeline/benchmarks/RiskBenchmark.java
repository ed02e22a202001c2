package io.tapeline.benchmarks;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.risk.RiskStage;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A signal through every rule of the risk desk, with fifty positions open beside it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
public class RiskBenchmark {

  private static final int POSITIONS = 50;
  private static final long START = 1_767_225_600_000_000L;
  private static final StrategyId STRATEGY = new StrategyId("mine");
  private static final ExitPlan PLAN =
      new ExitPlan(
          new BigDecimal("0.005"),
          new BigDecimal("0.02"),
          Duration.ofSeconds(60),
          0,
          BigDecimal.ZERO);

  private final LineSettings settings =
      LineSettings.read(
          Map.of(
                  "tapeline.paper.initial-capital", "1000000",
                  "tapeline.fees.taker", "0.0001",
                  "tapeline.risk.max-positions", "1000",
                  "tapeline.risk.max-correlated", "1000",
                  "tapeline.risk.max-portfolio-risk", "1",
                  "tapeline.risk.daily-trades", "0",
                  "tapeline.risk.orders-per-minute", "1000")
              ::get);
  private final RiskStage stage = new RiskStage(settings);
  private long seq;
  private Signal signal = signal(0);

  private Origin next() {
    return new Origin(++seq, new EventTime(START + seq));
  }

  private static Symbol symbol(int number) {
    return new Symbol("COIN" + number);
  }

  private void quote(int number) {
    stage.apply(
        new Quote(
            next(),
            symbol(number),
            Price.of("99.99"),
            Quantity.of("100"),
            Price.of("100.00"),
            Quantity.of("100")));
  }

  private Signal signal(int number) {
    Origin origin = next();
    Price price = Price.of("100.00");
    return new Signal(
        Signal.idFor(STRATEGY, symbol(number), origin.seq()),
        settings.account(),
        STRATEGY,
        symbol(number),
        Side.BUY,
        origin,
        price,
        Quantity.of("10"),
        PLAN.stopFor(Side.BUY, price, settings.instruments().get(symbol(number))),
        PLAN.targetFor(Side.BUY, price, settings.instruments().get(symbol(number))),
        PLAN,
        1.0,
        Map.of());
  }

  private ApprovedOrder approved(Signal asked) {
    stage.apply(asked);
    Event answer = stage.decide(asked).getFirst();
    if (answer instanceof ApprovedOrder order) {
      return order;
    }
    throw new IllegalStateException("refused: " + answer);
  }

  @Setup
  public void open() {
    for (int number = 0; number < POSITIONS; number++) {
      quote(number);
      ApprovedOrder order = approved(signal(number));
      stage.apply(order);
      stage.apply(
          new Fill(
              order.orderId(),
              order.orderId(),
              order.signalId(),
              order.account(),
              order.strategy(),
              order.symbol(),
              Intent.OPEN,
              order.side(),
              new Execution(
                  "X" + number,
                  order.quantity(),
                  Price.of("100.00"),
                  Money.of("0.1"),
                  Liquidity.TAKER,
                  Price.of("100.00"),
                  BigDecimal.ZERO),
              next()));
      stage.apply(
          new OrderDone(
              order.orderId(),
              order.account(),
              order.strategy(),
              order.symbol(),
              Intent.OPEN,
              OrderStatus.FILLED,
              next()));
    }
    quote(POSITIONS);
    signal = signal(POSITIONS);
    approved(signal);
  }

  @Benchmark
  public List<Event> everyRule() {
    return stage.decide(signal);
  }
}
