package io.tapeline.protocol.codec;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedCandle;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanStatus;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.position.ExitReason;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.risk.RuleCheck;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Legal events of every kind from a seed, extremes more often than life has them. */
final class RandomEvents {

  private static final long[] EDGES = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE};
  private static final String[] PIECES = {"a", "Z", "-", "/", "€", "𝄞", " ", "\n", "\u0000", "\""};

  private final Random random;

  RandomEvents(long seed) {
    this.random = new Random(seed);
  }

  MarketEvent marketEvent() {
    return switch (random.nextInt(6)) {
      case 0 -> tick();
      case 1 -> quote();
      case 2 -> new MissedTick(tick());
      case 4 -> missedCandle();
      case 3 -> new FeedGap(origin(), symbol(), any(FeedGap.Reason.values()));
      default -> new Heartbeat(origin(), symbol());
    };
  }

  private MissedCandle missedCandle() {
    List<Price> prices = Stream.generate(this::price).limit(4).sorted().toList();
    return new MissedCandle(
        origin(), symbol(), prices.get(1), prices.get(3), prices.get(0), prices.get(2), quantity());
  }

  private Tick tick() {
    return new Tick(
        origin(),
        symbol(),
        price(),
        quantity(),
        any(Aggressor.values()),
        random.nextBoolean() ? null : number());
  }

  private Quote quote() {
    Price bid = price();
    Price ask = new Price(bid.value().multiply(BigDecimal.valueOf(3)));
    return new Quote(origin(), symbol(), bid, orNull(this::quantity), ask, orNull(this::quantity));
  }

  BookUpdate bookUpdate() {
    if (random.nextInt(4) == 0) {
      return BookUpdate.invalid(origin(), symbol(), any(Invalidity.values()));
    }
    return new BookUpdate(
        origin(),
        symbol(),
        random.nextBoolean(),
        list(() -> new BookUpdate.Level(any(Side.values()), price(), quantity())));
  }

  Candle candle() {
    List<Price> prices = Stream.generate(this::price).limit(4).sorted().toList();
    boolean up = random.nextBoolean();
    return new Candle(
        origin(),
        symbol(),
        any(Timeframe.values()),
        time(),
        prices.get(up ? 1 : 2),
        prices.get(3),
        prices.get(0),
        prices.get(up ? 2 : 1),
        quantity(),
        number(),
        random.nextBoolean(),
        random.nextInt(Integer.MAX_VALUE),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean());
  }

  PlanState planState() {
    return new PlanState(
        name(),
        number(),
        account(),
        strategy(),
        symbol(),
        any(PlanStatus.values()),
        text(),
        text(),
        text(),
        planTerms(),
        entries(),
        random.nextBoolean() ? PlanState.Request.CANCEL : null,
        time(),
        random.nextBoolean() ? origin() : null);
  }

  private PlanTerms planTerms() {
    List<PlanTerms.PlanTarget> targets = new ArrayList<>();
    list(() -> targets.add(new PlanTerms.PlanTarget(price(), decimal())));
    TreeSet<String> triggers = new TreeSet<>();
    list(() -> triggers.add(text()));
    return new PlanTerms(
        any(PlanType.values()),
        any(Side.values()),
        price(),
        any(PlanTerms.EntryKind.values()),
        price(),
        targets,
        quantity(),
        time(),
        random.nextDouble(),
        random.nextBoolean(),
        random.nextBoolean(),
        triggers,
        random.nextBoolean(),
        decimal(),
        duration(),
        text(),
        list(() -> new PlanTerms.PlanRung(price(), decimal())));
  }

  Signal signal() {
    return new Signal(
        signalId(),
        account(),
        strategy(),
        symbol(),
        any(Side.values()),
        origin(),
        price(),
        quantity(),
        price(),
        price(),
        exitPlan(),
        Double.longBitsToDouble(random.nextLong()),
        entries(),
        entryOrder());
  }

  private EntryOrder entryOrder() {
    List<Rung> rungs = rungs();
    if (!rungs.isEmpty()) {
      return EntryOrder.ladder(rungs, goodFor());
    }
    return random.nextBoolean()
        ? new EntryOrder(OrderType.LIMIT, price(), random.nextBoolean(), goodFor())
        : new EntryOrder(OrderType.MARKET, null, random.nextBoolean(), goodFor());
  }

  private List<Rung> rungs() {
    return list(() -> new Rung(price(), quantity()));
  }

  private Duration goodFor() {
    return random.nextBoolean() ? Duration.ZERO : duration();
  }

  Decision decision() {
    return new Decision(
        name(),
        name(),
        any(Outcome.values()),
        text(),
        account(),
        strategy(),
        symbol(),
        origin(),
        orNull(this::signalId),
        orNull(this::orderId),
        list(this::check),
        entries(),
        number());
  }

  ApprovedOrder approvedOrder() {
    return new ApprovedOrder(
        orderId(),
        signalId(),
        account(),
        strategy(),
        symbol(),
        any(Side.values()),
        any(OrderType.values()),
        quantity(),
        orNull(this::price),
        price(),
        money(),
        exitPlan(),
        origin(),
        time(),
        list(this::check),
        random.nextBoolean(),
        goodFor(),
        rungs());
  }

  OrderEvent orderEvent() {
    return new OrderEvent(
        orderId(),
        random.nextInt(),
        any(OrderStatus.values()),
        account(),
        strategy(),
        symbol(),
        signalId(),
        orderId(),
        any(Intent.values()),
        any(Side.values()),
        any(OrderType.values()),
        orNull(this::entryOrder),
        quantity(),
        quantity(),
        orNull(this::execution),
        orNull(() -> any(ExitReason.values())),
        orNull(this::exitPlan),
        random.nextInt(5),
        price(),
        time(),
        origin(),
        text());
  }

  ExecutionReport executionReport() {
    return random.nextBoolean() ? fill() : orderDone();
  }

  private Fill fill() {
    return new Fill(
        orderId(),
        orderId(),
        signalId(),
        account(),
        strategy(),
        symbol(),
        any(Intent.values()),
        any(Side.values()),
        execution(),
        origin());
  }

  private OrderDone orderDone() {
    OrderStatus status;
    do {
      status = any(OrderStatus.values());
    } while (!status.isTerminal());
    return new OrderDone(
        orderId(), account(), strategy(), symbol(), any(Intent.values()), status, origin());
  }

  Position position() {
    return new Position(
        orderId(),
        signalId(),
        account(),
        strategy(),
        symbol(),
        any(Side.values()),
        any(PositionState.values()),
        random.nextInt(),
        quantity(),
        quantity(),
        price(),
        orNull(this::price),
        time(),
        orNull(this::time),
        orNull(this::price),
        orNull(this::price),
        orNull(this::price),
        orNull(() -> any(ExitReason.values())),
        money(),
        money(),
        money(),
        decimal(),
        decimal(),
        random.nextInt(),
        random.nextInt(),
        origin());
  }

  AccountState accountState() {
    Map<StrategyId, Integer> lossSkips = new HashMap<>();
    list(() -> lossSkips.put(strategy(), random.nextInt()));
    return new AccountState(
        account(),
        number(),
        money(),
        money(),
        LocalDate.ofEpochDay(random.nextInt()),
        money(),
        money(),
        lossSkips,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(),
        random.nextBoolean(),
        origin());
  }

  Control control() {
    return new Control(name(), account(), any(Control.Action.values()), text(), text(), time());
  }

  Quarantined quarantined() {
    return new Quarantined(name(), number(), name(), text(), text(), orNull(this::envelope));
  }

  private Quarantined.Envelope envelope() {
    List<Quarantined.Header> headers = new ArrayList<>();
    list(() -> headers.add(new Quarantined.Header(text(), orNull(this::base64))));
    return new Quarantined.Envelope(orNull(this::text), headers);
  }

  private String base64() {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Of any sign, up to some sixty digits, at any scale the line can meet and more. */
  BigDecimal decimal() {
    BigInteger unscaled =
        switch (random.nextInt(5)) {
          case 0 -> BigInteger.valueOf(EDGES[random.nextInt(EDGES.length)]);
          case 1 -> BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);
          case 2 -> BigInteger.valueOf(Long.MIN_VALUE).subtract(BigInteger.ONE);
          case 3 -> new BigInteger(200, random);
          default -> BigInteger.valueOf(random.nextInt(10_000_000));
        };
    int scale = random.nextInt(10) == 0 ? random.nextInt(2001) - 1000 : random.nextInt(30) - 8;
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
  }

  private Price price() {
    BigDecimal value = decimal().abs();
    return new Price(value.signum() == 0 ? BigDecimal.ONE.setScale(value.scale() & 15) : value);
  }

  private Quantity quantity() {
    return new Quantity(decimal().abs());
  }

  private Money money() {
    return new Money(decimal());
  }

  private Origin origin() {
    return new Origin(number(), time());
  }

  private EventTime time() {
    return new EventTime(number());
  }

  private long number() {
    return switch (random.nextInt(3)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> random.nextLong();
      default -> random.nextInt(100_000);
    };
  }

  private ExitPlan exitPlan() {
    List<Target> targets = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      List<Target.Easing> easings = new ArrayList<>();
      list(() -> easings.add(new Target.Easing(duration(), level())));
      targets.add(
          new Target(level(), new BigDecimal(random.nextBoolean() ? "0.25" : "0.250"), easings));
    }
    return new ExitPlan(
        level(),
        random.nextBoolean() ? List.of(Target.whole(level())) : targets,
        trailing(),
        random.nextBoolean(),
        duration(),
        duration(),
        random.nextBoolean(),
        random.nextInt(),
        decimal(),
        random.nextBoolean());
  }

  private Duration duration() {
    return Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000));
  }

  private Level level() {
    return random.nextBoolean() ? new Level.Away(decimal()) : new Level.At(price());
  }

  private Trailing trailing() {
    return switch (random.nextInt(3)) {
      case 0 -> Trailing.NONE;
      case 1 -> new Trailing.PercentStep(decimal(), decimal());
      default -> new Trailing.RatioAtr(decimal(), decimal());
    };
  }

  private Execution execution() {
    return new Execution(
        name(),
        quantity(),
        price(),
        money(),
        any(Liquidity.values()),
        price(),
        decimal(),
        random.nextInt());
  }

  private RuleCheck check() {
    return new RuleCheck(name(), text(), text(), any(RuleCheck.Verdict.values()));
  }

  private Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    list(() -> entries.put(text(), text()));
    return entries;
  }

  private Symbol symbol() {
    return new Symbol(name());
  }

  private AccountId account() {
    return new AccountId(name());
  }

  private StrategyId strategy() {
    return new StrategyId(name());
  }

  private SignalId signalId() {
    return new SignalId(name());
  }

  private OrderId orderId() {
    return new OrderId(name());
  }

  private String name() {
    return "n" + text();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(6); left > 0; left--) {
      text.append(any(PIECES));
    }
    return text.toString();
  }

  private <T> T any(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> @Nullable T orNull(Supplier<T> some) {
    return random.nextBoolean() ? some.get() : null;
  }

  private <T extends @Nullable Object> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      list.add(element.get());
    }
    return list;
  }
}
