package io.tapeline.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.candle.Candle;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.plan.PlanTerms.EntryKind;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsReader;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PlanBookTest {

  private static final AccountId MAIN = new AccountId("main");
  private static final Symbol XAU = new Symbol("XAUUSD");
  private static final Instruments INSTRUMENTS = LineSettings.read(key -> null).instruments();
  private static final PlanSettings SETTINGS = PlanSettings.read(new SettingsReader(key -> null));
  private static final PlanRules.Distances GOLD =
      new PlanRules.Distances(
          new BigDecimal("0.50"),
          new BigDecimal("1.20"),
          new BigDecimal("1.00"),
          new BigDecimal("2.50"));
  private static final PlanRules RULES =
      new PlanRules(INSTRUMENTS::get, (symbol, _) -> symbol.equals(XAU) ? GOLD : null);
  private static final long START = 1_735_830_000_000_000L;

  private final Market market = new Market();
  private PlanBook book = book();
  private long seq;

  /** A market that says what the test has it say. */
  private static final class Market implements PlanEye {
    private boolean armed;
    private boolean triggers;
    private String setup = "";

    @Override
    public void apply(Candle closed) {}

    @Override
    public void apply(MarketEvent event) {}

    @Override
    public Look look(PlanTerms terms, EventTime now) {
      List<String> reasons = triggers ? List.of() : List.of(armed ? "NO_PRIMARY" : "MID_RANGE");
      return new Look(
          armed, armed && triggers, reasons, Map.of("score", "5"), setup, new BigDecimal("0.26"));
    }
  }

  private PlanBook book() {
    return new PlanBook(SETTINGS, RULES, INSTRUMENTS::get, _ -> market);
  }

  private static EventTime at(double seconds) {
    return new EventTime(START + (long) (seconds * 1_000_000));
  }

  private static PlanTerms gold(String stop) {
    return PlanTerms.scalp(
        Side.BUY,
        Price.of("2000.0"),
        Price.of(stop),
        Price.of("2001.5"),
        Quantity.of("0.01"),
        at(1800));
  }

  private static PlanState plan(String id, PlanTerms terms) {
    return new PlanState(
        id,
        1,
        MAIN,
        new StrategyId("plan"),
        XAU,
        PlanStatus.PENDING,
        "CREATED",
        "cli",
        "{}",
        terms,
        Map.of(),
        null,
        at(0),
        null);
  }

  private List<PlanState> tell(List<PlanState> decided) {
    decided.forEach(book::apply);
    return decided;
  }

  private List<PlanState> create(PlanState plan) {
    book.apply(plan);
    return tell(book.decide(plan));
  }

  private List<PlanState> quote(double second, String bid, String ask) {
    Quote quote =
        new Quote(
            new Origin(++seq, at(second)),
            XAU,
            Price.of(bid),
            Quantity.of("1"),
            Price.of(ask),
            Quantity.of("1"));
    book.apply(quote, List.of());
    return tell(book.decide(quote));
  }

  private PlanState latest(String id) {
    return book.living().stream()
        .filter(plan -> plan.planId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<PlanStatus> statuses(List<PlanState> states) {
    return states.stream().map(PlanState::status).toList();
  }

  private static Fill fill(PlanState triggered, double second) {
    SignalId signal = new SignalId(triggered.details().getOrDefault(PlanDetails.SIGNAL, ""));
    OrderId order = OrderId.entryOf(signal);
    return new Fill(
        order,
        order,
        signal,
        MAIN,
        new StrategyId("plan"),
        XAU,
        Intent.OPEN,
        Side.BUY,
        new Execution(
            "P9",
            Quantity.of("0.01"),
            Price.of("2000.10"),
            Money.ZERO,
            Liquidity.TAKER,
            Price.of("2000.10"),
            BigDecimal.ZERO),
        new Origin(99, at(second)));
  }

  private static Decision decision(
      PlanState triggered, Outcome outcome, String reason, Map<String, String> values) {
    return new Decision(
        "D-1-" + reason,
        outcome == Outcome.EXIT ? "execution" : "risk",
        outcome,
        reason,
        MAIN,
        new StrategyId("plan"),
        XAU,
        new Origin(120, at(40)),
        new SignalId(triggered.details().getOrDefault(PlanDetails.SIGNAL, "")),
        null,
        List.of(),
        values,
        1);
  }

  private PlanState triggered(String id) {
    create(plan(id, gold("1999.5")));
    market.armed = true;
    market.triggers = true;
    market.setup = "setup-" + id;
    assertThat(statuses(quote(10, "2000.00", "2000.10")))
        .containsExactly(PlanStatus.ARMED, PlanStatus.TRIGGERED);
    return latest(id);
  }

  @Test
  void theExampleOfTheCatalogueIsTakenAndOneTooTightIsNot() {
    assertThat(create(plan("a", gold("1999.5")))).isEmpty();
    assertThat(latest("a").status()).isEqualTo(PlanStatus.PENDING);

    List<PlanState> refused = create(plan("b", gold("1999.6")));

    assertThat(statuses(refused)).containsExactly(PlanStatus.REJECTED);
    assertThat(refused.getFirst().reason()).startsWith("SL_OUT_OF_RANGE: the stop is 0.4 away");
    assertThat(book.living()).hasSize(1);
  }

  @Test
  void aThirdPlanOfAnInstrumentIsRejected() {
    create(plan("a", gold("1999.5")));
    create(plan("b", gold("1999.5")));

    assertThat(create(plan("c", gold("1999.5"))))
        .singleElement()
        .satisfies(plan -> assertThat(plan.reason()).startsWith("MAX_PLANS"));
  }

  @Test
  void itArmsDisarmsTriggersFillsAndCloses() {
    create(plan("a", gold("1999.5")));
    market.armed = true;
    assertThat(statuses(quote(1, "2000.00", "2000.10"))).containsExactly(PlanStatus.ARMED);
    market.armed = false;
    assertThat(quote(9.9, "2000.00", "2000.10")).as("no check is due").isEmpty();
    assertThat(statuses(quote(10, "2000.00", "2000.10"))).containsExactly(PlanStatus.PENDING);
    assertThat(latest("a").details()).containsEntry("disarmed", "1");
    market.armed = true;
    market.triggers = true;
    market.setup = "s";
    assertThat(statuses(quote(20, "2000.00", "2000.10")))
        .containsExactly(PlanStatus.ARMED, PlanStatus.TRIGGERED);
    PlanState triggered = latest("a");
    assertThat(triggered.details())
        .containsEntry("ref_price", "2000.10")
        .containsEntry("signal_id", "S-plan-a-5")
        .containsEntry("score", "5");
    assertThat(quote(30, "2000.00", "2000.10")).as("it triggers once").isEmpty();

    assertThat(statuses(tell(book.decide(fill(triggered, 31))))).containsExactly(PlanStatus.FILLED);
    assertThat(book.decide(fill(triggered, 31))).as("the same fill again").isEmpty();
    Decision exit =
        decision(
            triggered,
            Outcome.EXIT,
            "TP",
            Map.of("price", "2001.50", "entry", "2000.10", "net", "0.014", "qty", "0.01"));
    List<PlanState> closed = tell(book.decide(exit));

    assertThat(statuses(closed)).containsExactly(PlanStatus.CLOSED);
    // (2001.50 - 2000.10) / (2000.10 - 1999.50)
    assertThat(closed.getFirst().details())
        .containsEntry("close_reason", "TP")
        .containsEntry("net_pnl", "0.014")
        .containsEntry("r_multiple", "2.3333");
    assertThat(book.living()).isEmpty();
  }

  @Test
  void aLivingPlanSaysWhatKeepsItFromTriggering() {
    assertThat(book.now(XAU)).isNull();
    create(plan("a", gold("1999.5")));
    assertThat(book.sights(XAU)).singleElement().extracting(PlanSight::look).isNull();
    quote(5, "2000.00", "2000.10");
    assertThat(book.now(XAU)).isEqualTo(at(5));
    assertThat(reasons()).containsExactly("MID_RANGE");

    market.armed = true;
    assertThat(reasons()).containsExactly("NO_PRIMARY");

    market.triggers = true;
    assertThat(reasons()).isEmpty();
    book.apply(new Heartbeat(new Origin(1_000, at(8)), XAU), List.of());
    assertThat(reasons()).containsExactly("DATA_STALE");
    assertThat(latest("a").status()).as("asking changes nothing").isEqualTo(PlanStatus.PENDING);
  }

  private List<String> reasons() {
    assertThat(book.sights(new Symbol("EURUSD"))).isEmpty();
    return book.sights(XAU).getFirst().reasons();
  }

  @Test
  void aSetupThatWasTradedKeepsTheNextPlanFromTriggering() {
    market.setup = "one";
    PlanState triggered = triggered("a");
    create(plan("b", gold("1999.5")));

    assertThat(book.sights(XAU))
        .extracting(sight -> sight.plan().planId(), PlanSight::reasons)
        .containsExactly(tuple("a", List.of()), tuple("b", List.of("DUPLICATE_SIGNAL")));
    assertThat(book.sights(XAU).getFirst().look()).as(triggered.planId()).isNull();
  }

  @Test
  void anExitThatOvertakesItsFillFillsFirst() {
    PlanState triggered = triggered("a");

    List<PlanState> both =
        tell(
            book.decide(
                decision(
                    triggered,
                    Outcome.EXIT,
                    "SL",
                    Map.of("price", "1999.5", "entry", "2000.1", "net", "-1", "qty", "0.01"))));

    assertThat(statuses(both)).containsExactly(PlanStatus.FILLED, PlanStatus.CLOSED);
    assertThat(book.decide(fill(triggered, 50))).isEmpty();
  }

  @Test
  void aPassingRefusalSendsItBackThreeTimes() {
    PlanState triggered = triggered("a");
    for (int refusal = 1; refusal <= 3; refusal++) {
      List<PlanState> back =
          tell(book.decide(decision(triggered, Outcome.DENIED, "DATA_STALE", Map.of())));
      assertThat(statuses(back)).containsExactly(PlanStatus.ARMED);
      assertThat(statuses(quote(10 + 10 * refusal, "2000.00", "2000.10")))
          .containsExactly(PlanStatus.TRIGGERED);
      triggered = latest("a");
      assertThat(triggered.details().get("signal_id")).isEqualTo("S-plan-a-" + (3 + 2 * refusal));
    }
    List<PlanState> last =
        tell(book.decide(decision(triggered, Outcome.DENIED, "DATA_STALE", Map.of())));

    assertThat(statuses(last)).containsExactly(PlanStatus.REJECTED);
  }

  @Test
  void aHardRefusalRejectsAndAnUnfilledOrderCancels() {
    PlanState refused = triggered("a");
    assertThat(tell(book.decide(decision(refused, Outcome.DENIED, "DAILY_LOSS_LIMIT", Map.of()))))
        .singleElement()
        .satisfies(
            plan -> {
              assertThat(plan.status()).isEqualTo(PlanStatus.REJECTED);
              assertThat(plan.reason()).isEqualTo("DAILY_LOSS_LIMIT");
            });
    market.setup = "another";
    create(plan("b", gold("1999.5")));
    quote(20, "2000.00", "2000.10");
    PlanState unfilled = latest("b");
    OrderId order =
        OrderId.entryOf(new SignalId(unfilled.details().getOrDefault(PlanDetails.SIGNAL, "")));

    assertThat(
            statuses(
                tell(
                    book.decide(
                        new OrderDone(
                            order,
                            MAIN,
                            new StrategyId("plan"),
                            XAU,
                            Intent.OPEN,
                            OrderStatus.EXPIRED,
                            new Origin(130, at(30)))))))
        .containsExactly(PlanStatus.CANCELLED);
  }

  @Test
  void oneSetupIsTradedOnce() {
    triggered("a");
    create(plan("b", gold("1999.5")));

    assertThat(statuses(quote(20, "2000.00", "2000.10"))).containsExactly(PlanStatus.ARMED);
    assertThat(quote(30, "2000.00", "2000.10")).isEmpty();
    market.setup = "the next";
    assertThat(statuses(quote(40, "2000.00", "2000.10"))).containsExactly(PlanStatus.TRIGGERED);
  }

  @Test
  void itExpiresOnTimeBeforeItsConditionsAreLookedAt() {
    create(plan("a", gold("1999.5")));
    market.armed = true;
    market.triggers = true;
    market.setup = "s";

    assertThat(statuses(quote(1800, "2000.00", "2000.10"))).containsExactly(PlanStatus.EXPIRED);
  }

  @Test
  void aPersonCallsItOffOnceAndNotAfterItTriggered() {
    create(plan("a", gold("1999.5")));
    PlanState request = latest("a").requesting(PlanState.Request.CANCEL, "USER", at(2));
    book.apply(request);
    assertThat(latest("a").version()).isEqualTo(1);
    assertThat(statuses(tell(book.decide(request)))).containsExactly(PlanStatus.CANCELLED);
    assertThat(book.decide(request)).isEmpty();

    PlanState triggered = triggered("b");
    assertThat(book.decide(triggered.requesting(PlanState.Request.CANCEL, "USER", at(12))))
        .isEmpty();
  }

  @Test
  void whoCreatedItAndWhoCalledItOffAreKept() {
    PlanState plan = plan("a", gold("1999.5"));
    create(plan);

    PlanState off =
        book.decide(plan.requesting(PlanState.Request.CANCEL, "assistant helper/1", at(2)))
            .getFirst();

    assertThat(off.createdBy()).isEqualTo("cli");
    assertThat(off.reason()).isEqualTo("USER");
    assertThat(off.details()).isEqualTo(Map.of("by", "assistant helper/1"));
    assertThat(new PlanSignals(SETTINGS, "signal").of(off, INSTRUMENTS.get(XAU)))
        .singleElement(InstanceOfAssertFactories.type(Decision.class))
        .satisfies(
            decision ->
                assertThat(decision.values())
                    .containsExactly(
                        Map.entry("planId", "a"),
                        Map.entry("status", "cancelled"),
                        Map.entry("createdBy", "cli"),
                        Map.entry("by", "assistant helper/1")));
  }

  @Test
  void flattenCallsOffWhatHasNotTriggered() {
    triggered("a");
    create(plan("b", gold("1999.5")));

    List<PlanState> off =
        tell(book.decide(new Control("c", MAIN, Control.Action.FLATTEN, "ada", "news", at(15))));

    assertThat(off).extracting(PlanState::planId).containsExactly("b");
    assertThat(latest("a").status()).isEqualTo(PlanStatus.TRIGGERED);
  }

  @Test
  void aBracketTriggersAtItsPrice() {
    PlanTerms breakout =
        PlanTerms.bracket(
            Side.BUY,
            Price.of("2001"),
            EntryKind.STOP,
            Price.of("2000"),
            Price.of("2003"),
            Quantity.of("0.01"),
            at(1800));
    PlanTerms dip =
        PlanTerms.bracket(
            Side.BUY,
            Price.of("1999"),
            EntryKind.LIMIT,
            Price.of("1998"),
            Price.of("2001"),
            Quantity.of("0.01"),
            at(1800));
    create(plan("up", breakout));
    create(plan("down", dip));
    assertThat(statuses(quote(1, "2000.00", "2000.99")))
        .containsExactly(PlanStatus.ARMED, PlanStatus.ARMED);
    assertThat(quote(1.1, "2000.90", "2001.00"))
        .singleElement()
        .satisfies(plan -> assertThat(plan.planId()).isEqualTo("up"));
    assertThat(quote(1.2, "1998.90", "1999.00"))
        .singleElement()
        .satisfies(plan -> assertThat(plan.planId()).isEqualTo("down"));
  }

  @Test
  void oneCancelsTheOtherWhicheverIsFirst() {
    for (String first : List.of("up", "down")) {
      book = book();
      seq = 0;
      create(plan("up", inGroup("2001", EntryKind.STOP, "2000", "2003")));
      create(plan("down", inGroup("1999", EntryKind.LIMIT, "1998", "2001")));
      quote(1, "2000.00", "2000.50");
      List<PlanState> steps =
          first.equals("up") ? quote(2, "2001.0", "2001.1") : quote(2, "1998.8", "1998.9");
      assertThat(steps)
          .extracting(plan -> plan.planId() + " " + plan.status())
          .containsExactlyInAnyOrder(
              first + " TRIGGERED", (first.equals("up") ? "down" : "up") + " CANCELLED");
    }
  }

  private static PlanTerms ladder(Side side, String stop, String target, String... rungs) {
    List<PlanTerms.PlanRung> parsed = new ArrayList<>();
    for (String rung : rungs) {
      int at = rung.indexOf('@');
      parsed.add(
          new PlanTerms.PlanRung(
              Price.of(rung.substring(at + 1)), new BigDecimal(rung.substring(0, at))));
    }
    return new PlanTerms(
        PlanType.BRACKET,
        side,
        parsed.getFirst().price(),
        EntryKind.LADDER,
        Price.of(stop),
        List.of(new PlanTerms.PlanTarget(Price.of(target), BigDecimal.ONE)),
        Quantity.of("0.10"),
        at(1800),
        5,
        false,
        false,
        new TreeSet<>(),
        false,
        BigDecimal.ZERO,
        Duration.ZERO,
        "",
        parsed);
  }

  @Test
  void aLadderTriggersAtOnceWithOneSignal() {
    create(plan("dip", ladder(Side.BUY, "1998", "2005", "0.5@1999", "0.3@1998.80", "0.2@1998.50")));
    List<PlanState> steps = quote(10, "2000.00", "2000.50");
    assertThat(statuses(steps)).containsExactly(PlanStatus.ARMED, PlanStatus.TRIGGERED);
    Signal signal =
        (Signal)
            new PlanSignals(SETTINGS, "signal").of(steps.getLast(), INSTRUMENTS.get(XAU)).getLast();
    assertThat(signal.signalId()).isEqualTo(new SignalId("S-plan-dip-3"));
    assertThat(PlanSignals.planOf(signal.signalId())).isEqualTo("dip");
    // 0.5 * 1999 + 0.3 * 1998.8 + 0.2 * 1998.5
    assertThat(signal.refPrice()).isEqualTo(Price.of("1998.84"));
    assertThat(signal.quantity()).isEqualTo(Quantity.of("0.10"));
    assertThat(signal.entry())
        .isEqualTo(
            EntryOrder.ladder(
                List.of(
                    new Rung(Price.of("1999"), Quantity.of("0.05")),
                    new Rung(Price.of("1998.80"), Quantity.of("0.03")),
                    new Rung(Price.of("1998.50"), Quantity.of("0.02"))),
                Duration.ofSeconds(1790)));
    assertThat(quote(11, "1998.00", "1998.50")).as("it triggers once").isEmpty();
  }

  /** In at 0.05 for 1999 and 0.03 for 1998.80, out at 2005; the stop at 1998. */
  @Test
  void whatALadderEarnedCountsByAllThatFilled() {
    create(plan("dip", ladder(Side.BUY, "1998", "2005", "0.5@1999", "0.3@1998.80", "0.2@1998.50")));
    quote(10, "2000.00", "2000.50");
    PlanState triggered = latest("dip");
    tell(book.decide(fill(triggered, 11)));
    assertThat(book.decide(fill(triggered, 12))).isEmpty();
    PlanState closed =
        tell(book.decide(
                decision(
                    triggered,
                    Outcome.EXIT,
                    "TP",
                    Map.of("price", "2005", "entry", "1998.925", "net", "0.4", "qty", "0.08"))))
            .getLast();
    // (2005 - 1998.925) / (1998.925 - 1998)
    assertThat(closed.details())
        .containsEntry("fill_price", "1998.925")
        .containsEntry("filled_volume", "0.08")
        .containsEntry("r_multiple", "6.5676");
  }

  @Test
  void everythingWrongWithALadderIsToldAtOnce() {
    PlanTerms wrong =
        ladder(Side.BUY, "1998.9", "1999", "0.333@1999.0055", "0.03@1999.5", "0.7@1998.80");
    assertThat(RULES.violations(wrong, XAU))
        .containsExactly(
            "TP_WRONG_SIDE: target 1999 must be above the worst entry 1999.0055 of a BUY",
            "ENTRY_SHARES: the entries' shares sum to 1.063, not 1",
            "ENTRY_OFF_TICK: entries[0] price 1999.0055 is no multiple of the tick size 0.001",
            "ENTRY_OFF_LOT: entries[0] is 0.0333, no multiple of the lot step 0.01",
            "ENTRY_OFF_LOT: entries[1] is 0.003, no multiple of the lot step 0.01",
            "ENTRY_ORDER: entries[1] price 1999.5 must be below the one before it, 1999.0055",
            "SL_WRONG_SIDE: stop_loss 1998.9 must be below entries[2] price 1998.80 of a BUY");
    assertThat(RULES.violations(ladder(Side.SELL, "2003", "1999", "1@2001"), XAU))
        .containsExactly("ENTRIES_COUNT: a ladder has 2 to 20 entries, not 1");
    assertThat(RULES.violations(ladder(Side.SELL, "2003", "1999", "0.5@2001", "0.5@2002"), XAU))
        .isEmpty();
  }

  private static PlanTerms inGroup(String entry, EntryKind kind, String stop, String target) {
    PlanTerms terms =
        PlanTerms.bracket(
            Side.BUY,
            Price.of(entry),
            kind,
            Price.of(stop),
            Price.of(target),
            Quantity.of("0.01"),
            at(1800));
    return new PlanTerms(
        terms.type(),
        terms.side(),
        terms.entry(),
        terms.entryKind(),
        terms.stop(),
        terms.targets(),
        terms.quantity(),
        terms.expiresAt(),
        terms.minScore(),
        false,
        false,
        terms.requiredTriggers(),
        false,
        BigDecimal.ZERO,
        terms.timeStop(),
        "range");
  }

  @Test
  void onlyTheTransitionsOfTheCatalogueAreLegal() {
    Map<PlanStatus, Set<PlanStatus>> legal =
        Map.of(
            PlanStatus.PENDING,
            EnumSet.of(
                PlanStatus.ARMED, PlanStatus.CANCELLED, PlanStatus.EXPIRED, PlanStatus.REJECTED),
            PlanStatus.ARMED,
            EnumSet.of(
                PlanStatus.PENDING, PlanStatus.TRIGGERED, PlanStatus.CANCELLED, PlanStatus.EXPIRED),
            PlanStatus.TRIGGERED,
            EnumSet.of(
                PlanStatus.FILLED, PlanStatus.ARMED, PlanStatus.REJECTED, PlanStatus.CANCELLED),
            PlanStatus.FILLED,
            EnumSet.of(PlanStatus.CLOSED));
    for (PlanStatus from : PlanStatus.values()) {
      for (PlanStatus to : PlanStatus.values()) {
        PlanState state = inStatus(from);
        if (legal.getOrDefault(from, Set.of()).contains(to)) {
          assertThat(state.to(to, "", Map.of(), at(1), null).version()).isEqualTo(2);
        } else {
          assertThatThrownBy(() -> state.to(to, "", Map.of(), at(1), null))
              .as("%s to %s", from, to)
              .isInstanceOf(IllegalStateException.class);
        }
      }
    }
  }

  private static PlanState inStatus(PlanStatus status) {
    PlanState plan = plan("a", gold("1999.5"));
    return new PlanState(
        plan.planId(),
        1,
        MAIN,
        plan.strategy(),
        XAU,
        status,
        "",
        "",
        "{}",
        plan.terms(),
        Map.of(),
        null,
        at(0),
        null);
  }

  /** States may come twice, late and by two ways; the newest of each plan is what counts. */
  @Test
  void theBookIsTheFoldOfTheStatesInWhateverOrderTheyComeAgain() {
    List<PlanState> told = new ArrayList<>();
    Random random = new Random(3);
    for (int round = 0; round < 60; round++) {
      if (round % 20 == 0) {
        PlanState created = plan("p" + round, gold("1999.5"));
        told.add(created);
        told.addAll(create(created));
      }
      market.armed = random.nextBoolean();
      market.triggers = random.nextInt(6) == 0;
      market.setup = "s" + round;
      told.addAll(quote(10 * round + 1, "2000.00", "2000.10"));
      for (PlanState plan : List.copyOf(book.living())) {
        if (plan.status() == PlanStatus.TRIGGERED) {
          told.addAll(tell(book.decide(fill(plan, 10 * round + 2))));
        }
      }
    }
    PlanBook rebuilt = book();
    told.forEach(rebuilt::apply);
    for (int again = 0; again < 200; again++) {
      rebuilt.apply(told.get(random.nextInt(told.size())));
    }
    assertThat(rebuilt.living()).containsExactlyElementsOf(book.living());
    assertThat(statuses(told)).contains(PlanStatus.FILLED, PlanStatus.PENDING, PlanStatus.ARMED);
  }
}
