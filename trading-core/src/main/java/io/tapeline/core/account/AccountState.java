package io.tapeline.core.account;

import io.tapeline.core.money.Money;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.stage.Event;
import io.tapeline.core.time.Origin;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The account as the risk desk sees it after an event.
 *
 * @param version rises by one with each state
 * @param cash start capital plus the cash flows of all fills, fees included
 * @param equity cash plus open positions marked at the exit-side quote
 * @param tradingDay day the daily figures belong to
 * @param dayStartEquity equity when the day began
 * @param peakEquity highest equity so far
 * @param lossSkips signals still to be skipped after a loss, per strategy
 * @param dailyLossHit true if the day's loss has reached its limit, even if it has become less
 *     since
 * @param drawdownHit true if the hard drawdown was reached and nobody has resumed since
 * @param openPositions positions and opening orders on their way
 * @param halted true if entries are stopped by a person or a rule
 */
public record AccountState(
    AccountId account,
    long version,
    Money cash,
    Money equity,
    LocalDate tradingDay,
    Money dayStartEquity,
    Money peakEquity,
    Map<StrategyId, Integer> lossSkips,
    boolean dailyLossHit,
    boolean drawdownHit,
    int openPositions,
    boolean halted,
    Origin origin)
    implements Event {

  public AccountState {
    lossSkips = Collections.unmodifiableMap(new TreeMap<>(lossSkips));
  }

  @Override
  public String id() {
    return account + "/v" + version;
  }

  /** Profit of the trading day, realised and unrealised, after fees. */
  public Money dayPnl() {
    return equity.minus(dayStartEquity);
  }
}
