package io.tapeline.core.risk;

import io.tapeline.core.account.AccountId;
import io.tapeline.core.account.AccountState;
import io.tapeline.core.control.Control;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.instrument.Instruments;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.ledger.Ledger;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.ExecutionReport;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Intent;
import io.tapeline.core.order.OrderDone;
import io.tapeline.core.order.OrderId;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the risk desk knows of one account: its ledger, reservations, day figures, halts. */
final class AccountBooks {

  private final AccountId account;
  private final RiskSettings settings;
  private final Ledger ledger;
  private final Map<Symbol, Quote> quotes = new HashMap<>();
  private final Map<OrderId, ApprovedOrder> pending = new LinkedHashMap<>();
  private final Set<String> booked = new HashSet<>();
  private final Set<SignalId> answered = new HashSet<>();
  private final Set<String> obeyed = new HashSet<>();
  private final Map<StrategyId, Integer> lossSkips = new TreeMap<>();
  private Origin newest = new Origin(0, new EventTime(0));
  private @Nullable LocalDate tradingDay;
  private Money dayStartEquity;
  private Money equity;
  private Money peakEquity;
  private boolean dailyLossHit;
  private String halted = "";
  private long version;
  private long sampledSecond;
  private boolean changed;

  AccountBooks(AccountId account, RiskSettings settings, Instruments instruments) {
    this.account = account;
    this.settings = settings;
    this.ledger = new Ledger(settings.initialCapital(), instruments);
    this.dayStartEquity = settings.initialCapital();
    this.equity = settings.initialCapital();
    this.peakEquity = settings.initialCapital();
  }

  void onMarket(MarketEvent event) {
    if (event.ts().isAfter(newest.ts())) {
      newest = event.origin();
      rollDay(event.ts());
    }
    if (event instanceof Quote quote) {
      quotes.put(quote.symbol(), quote);
      if (!ledger.open().isEmpty()) {
        mark();
      }
    }
  }

  /** A new trading day starts on the first event that falls on a later date; never goes back. */
  private void rollDay(EventTime now) {
    LocalDate day = now.toInstant().atZone(settings.dayZone()).toLocalDate();
    LocalDate current = tradingDay;
    if (current != null && !day.isAfter(current)) {
      return;
    }
    tradingDay = day;
    dayStartEquity = equity;
    dailyLossHit = false;
    lossSkips.clear();
    changed = true;
  }

  private void mark() {
    equity = ledger.equity(quotes::get);
    if (equity.compareTo(peakEquity) > 0) {
      peakEquity = equity;
    }
    Money limit = dayStartEquity.times(settings.dailyLossLimit().negate());
    dailyLossHit |= dayPnl().compareTo(limit) <= 0;
  }

  void onReport(ExecutionReport report) {
    if (!report.account().equals(account) || !booked.add(report.id())) {
      return;
    }
    switch (report) {
      case Fill fill -> onFill(fill);
      case OrderDone done -> pending.remove(done.orderId());
    }
    changed = true;
  }

  private void onFill(Fill fill) {
    Ledger.Entry after = ledger.book(fill);
    if (fill.intent() == Intent.CLOSE
        && after.quantity().isZero()
        && after.cashFlow().isNegative()
        && settings.lossSkip() > 0) {
      lossSkips.put(fill.strategy(), settings.lossSkip());
    }
    mark();
  }

  void onApproved(ApprovedOrder order) {
    answered.add(order.signalId());
    pending.put(order.orderId(), order);
  }

  /** A signal skipped after a loss uses up one skip. */
  void onDecision(Decision decision) {
    if (decision.signalId() != null) {
      answered.add(decision.signalId());
    }
    if (decision.outcome() == Outcome.DENIED && decision.reason().equals("LOSS_COOLDOWN")) {
      lossSkips.computeIfPresent(
          decision.strategy(), (strategy, left) -> left > 1 ? left - 1 : null);
    }
  }

  /** A command that comes again, after others perhaps, is not a new one. */
  void onControl(Control control) {
    if (!control.account().equals(account) || !obeyed.add(control.id())) {
      return;
    }
    halted =
        switch (control.action()) {
          case HALT, FLATTEN -> control.action() + " by " + control.who() + ": " + control.why();
          case RESUME -> "";
        };
    changed = true;
  }

  /** The account's state if the event just applied makes one due, else null. */
  @Nullable AccountState dueState(Event input) {
    LocalDate day = tradingDay;
    boolean sample =
        input instanceof MarketEvent
            && !ledger.open().isEmpty()
            && second(newest.ts()) != sampledSecond;
    if (day == null || (!changed && !sample)) {
      return null;
    }
    return new AccountState(
        account,
        version + 1,
        ledger.cash(),
        equity,
        day,
        dayStartEquity,
        peakEquity,
        lossSkips,
        dailyLossHit,
        ledger.open().size() + pending.size(),
        !halted.isEmpty(),
        newest);
  }

  /**
   * After a restart a state that followed from a command comes before the market's older ones. The
   * day's figures follow from prices, which may not be kept any more: they are taken from here.
   */
  void onPublished(AccountState state) {
    if (state.version() > version) {
      version = state.version();
      tradingDay = state.tradingDay();
      dayStartEquity = state.dayStartEquity();
      equity = state.equity();
      peakEquity = state.peakEquity();
      dailyLossHit = state.dailyLossHit();
      lossSkips.clear();
      lossSkips.putAll(state.lossSkips());
    }
    sampledSecond = second(state.origin().ts());
    changed = false;
  }

  private static long second(EventTime time) {
    return Math.floorDiv(time.micros(), EventTime.MICROS_PER_SECOND);
  }

  EventTime now() {
    return newest.ts();
  }

  @Nullable Quote quote(Symbol symbol) {
    return quotes.get(symbol);
  }

  /** True if the signal has been approved or denied already. */
  boolean isAnswered(SignalId signal) {
    return answered.contains(signal);
  }

  String haltReason() {
    return halted;
  }

  Money dayPnl() {
    return equity.minus(dayStartEquity);
  }

  Money dayStartEquity() {
    return dayStartEquity;
  }

  boolean isDailyLossHit() {
    return dailyLossHit;
  }

  int lossSkips(StrategyId strategy) {
    return lossSkips.getOrDefault(strategy, 0);
  }

  /** Open positions in the symbol and opening orders that have not begun to fill. */
  int positionsIn(Symbol symbol) {
    long open = ledger.open().stream().filter(entry -> entry.symbol().equals(symbol)).count();
    long coming =
        pending.values().stream()
            .filter(order -> order.symbol().equals(symbol))
            .filter(
                order ->
                    ledger.open().stream()
                        .noneMatch(entry -> entry.entryOrderId().equals(order.orderId())))
            .count();
    return Math.toIntExact(open + coming);
  }

  /** Cash not used by positions nor reserved for opening orders. */
  Money free() {
    Money free = ledger.free();
    for (ApprovedOrder order : pending.values()) {
      free = free.minus(order.reserved());
    }
    return free;
  }
}
