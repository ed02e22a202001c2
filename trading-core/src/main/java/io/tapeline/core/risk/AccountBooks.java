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
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.signal.SignalId;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the risk desk knows of one account: its ledger, reservations, day figures, halts. */
final class AccountBooks {

  private static final long MINUTE = EventTime.micros(Duration.ofMinutes(1));

  private final AccountId account;
  private final RiskSettings settings;
  private final Instruments instruments;
  private final Ledger ledger;
  private final Map<Symbol, Quote> quotes = new HashMap<>();
  private final Map<Symbol, SpreadWindow> spreads = new HashMap<>();
  private final Holdings holdings;
  private final TradeLog trades = new TradeLog();
  private final Deque<EventTime> approvals = new ArrayDeque<>();
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
  private boolean drawdownHit;
  private String halted = "";
  private long version;
  private long sampledSecond;
  private boolean changed;

  AccountBooks(AccountId account, RiskSettings settings, Instruments instruments) {
    this.account = account;
    this.settings = settings;
    this.instruments = instruments;
    this.ledger = new Ledger(settings.initialCapital(), instruments);
    this.holdings = new Holdings(ledger, instruments, quotes::get);
    this.dayStartEquity = settings.initialCapital();
    this.equity = settings.initialCapital();
    this.peakEquity = settings.initialCapital();
  }

  void onMarket(MarketEvent event) {
    if (event.ts().isAfter(newest.ts())) {
      newest = event.origin();
      rollDay(event.ts());
      trades.forget(event.ts());
    }
    if (event instanceof Quote quote) {
      quotes.put(quote.symbol(), quote);
      spreads(quote.symbol()).take(quote);
      if (!ledger.open().isEmpty()) {
        mark();
      }
    }
  }

  private SpreadWindow spreads(Symbol symbol) {
    return spreads.computeIfAbsent(
        symbol, of -> new SpreadWindow(instruments.get(of).tickSize().doubleValue()));
  }

  /** A new trading day starts on the first event that falls on a later date; never goes back. */
  private void rollDay(EventTime now) {
    LocalDate day = dayOf(now);
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

  private LocalDate dayOf(EventTime time) {
    return time.toInstant().atZone(settings.day().zone()).toLocalDate();
  }

  private void mark() {
    equity = ledger.equity(quotes::get);
    if (equity.compareTo(peakEquity) > 0) {
      peakEquity = equity;
    }
    Money limit = dayStartEquity.times(settings.day().lossLimit().negate());
    dailyLossHit |= dayPnl().compareTo(limit) <= 0;
    drawdownHit |= drawdown().compareTo(settings.drawdown().hard()) >= 0;
  }

  void onReport(ExecutionReport report) {
    if (!report.account().equals(account) || !booked.add(report.id())) {
      return;
    }
    switch (report) {
      case Fill fill -> onFill(fill);
      case OrderDone done -> onDone(done);
    }
    changed = true;
  }

  private void onFill(Fill fill) {
    boolean first = ledger.find(fill.entryOrderId()) == null;
    Ledger.Entry after = ledger.book(fill);
    EventTime at = fill.origin().ts();
    if (fill.intent() == Intent.OPEN) {
      holdings.opened(fill);
      if (first) {
        trades.entered(fill.strategy(), fill.symbol(), at, dayOf(at));
      }
    } else if (after.quantity().isZero()) {
      onClosed(fill, after.cashFlow());
    } else {
      holdings.changed();
    }
    mark();
  }

  private void onClosed(Fill fill, Money net) {
    StrategyLimits limits = settings.limits(fill.strategy());
    holdings.closed(fill.entryOrderId());
    trades.exited(fill.strategy(), fill.symbol(), fill.origin().ts(), net, limits);
    if (net.isNegative() && limits.lossSkip() > 0) {
      lossSkips.put(fill.strategy(), limits.lossSkip());
    }
  }

  private void onDone(OrderDone done) {
    holdings.done(done.orderId());
    if (done.status() == OrderStatus.REJECTED) {
      trades.rejected(done.strategy(), done.origin().ts());
    }
  }

  void onApproved(ApprovedOrder order) {
    answered.add(order.signalId());
    holdings.approved(order);
    approvals.addLast(order.decidedAt());
    while (order.decidedAt().microsSince(approvals.getFirst()) >= MINUTE) {
      approvals.removeFirst();
    }
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

  /**
   * A command that comes again, after others perhaps, is not a new one. Whoever resumes after a
   * drawdown takes the present equity as the peak.
   */
  void onControl(Control control) {
    if (!control.account().equals(account) || !obeyed.add(control.id())) {
      return;
    }
    switch (control.action()) {
      case HALT, FLATTEN ->
          halted = control.action() + " by " + control.who() + ": " + control.why();
      case RESUME -> resume();
    }
    changed = true;
  }

  private void resume() {
    halted = "";
    if (drawdownHit) {
      drawdownHit = false;
      peakEquity = equity;
    }
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
        drawdownHit,
        holdings.positions() + holdings.working(),
        !halted.isEmpty() || drawdownHit,
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
      drawdownHit = state.drawdownHit();
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

  SpreadWindow.@Nullable Statistics spreadsBefore(Quote quote) {
    return spreads(quote.symbol()).before(quote);
  }

  /** True if the signal has been approved or denied already. */
  boolean isAnswered(SignalId signal) {
    return answered.contains(signal);
  }

  String haltReason() {
    return halted;
  }

  Money equity() {
    return equity;
  }

  Money cash() {
    return ledger.cash();
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

  /** Loss from the peak, a fraction of it. */
  BigDecimal drawdown() {
    Money lost = peakEquity.minus(equity);
    return lost.isPositive() && peakEquity.isPositive()
        ? lost.value().divide(peakEquity.value(), MathContext.DECIMAL64)
        : BigDecimal.ZERO;
  }

  boolean isDrawdownHit() {
    return drawdownHit;
  }

  int lossSkips(StrategyId strategy) {
    return lossSkips.getOrDefault(strategy, 0);
  }

  TradeLog trades() {
    return trades;
  }

  Holdings holdings() {
    return holdings;
  }

  /** Entries of the trading day, those on their way among them. */
  int entriesToday() {
    LocalDate day = tradingDay;
    return (day == null ? 0 : trades.entriesOn(day)) + holdings.working();
  }

  /** The same of one strategy. */
  int entriesToday(StrategyId strategy) {
    LocalDate day = tradingDay;
    return (day == null ? 0 : trades.entriesOn(day, strategy))
        + holdings.working(order -> order.strategy().equals(strategy));
  }

  /** Entries approved in the minute before this moment. */
  int approvalsInMinute(EventTime now) {
    return (int) approvals.stream().filter(at -> now.microsSince(at) < MINUTE).count();
  }

  /** The composite risk level (CATALOGUE 11.5). */
  RiskLevel level() {
    double start = dayStartEquity.value().doubleValue();
    double limit = start * settings.day().lossLimit().doubleValue();
    double dayLoss = limit > 0 ? -dayPnl().value().doubleValue() / limit : 0;
    double most = equity.value().doubleValue() * settings.sizing().maxExposure().doubleValue();
    double exposure = most > 0 ? holdings.exposure().value().doubleValue() / most : 1;
    double drawdown = drawdown().doubleValue() / settings.drawdown().hard().doubleValue();
    return RiskLevel.of(RiskLevel.score(exposure, drawdown, trades.winRate(LEAST_TRADES), dayLoss));
  }

  private static final int LEAST_TRADES = 5;
}
