package io.tapeline.backtest;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.decision.Decision;
import io.tapeline.core.decision.Outcome;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.Quote;
import io.tapeline.core.money.Money;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the events of a run. Heartbeats are no events of a tape and are counted apart. */
public final class RunSummary {

  private final boolean quotesDerived;
  private long events;
  private long heartbeats;
  private long quarantined;
  private long signals;
  private long approved;
  private long orders;
  private long fills;
  private long trades;
  private Money net = Money.ZERO;
  private Money fees = Money.ZERO;
  private final Map<String, Long> candles = new TreeMap<>();
  private final Map<String, Long> denied = new TreeMap<>();
  private final Map<String, PlanState> plans = new LinkedHashMap<>();

  /**
   * @param quotesDerived true if the feed makes its quotes from books: those are no events of the
   *     tape
   */
  public RunSummary(boolean quotesDerived) {
    this.quotesDerived = quotesDerived;
    for (Timeframe timeframe : Timeframe.values()) {
      candles.put(timeframe.label(), 0L);
    }
  }

  /** Counts one published event. */
  public void on(Event event) {
    switch (event) {
      case Heartbeat ignored -> heartbeats++;
      case Quote ignored when quotesDerived -> {}
      case MarketEvent ignored -> events++;
      case Candle candle when candle.isFirstOfPrices() ->
          candles.merge(candle.timeframe().label(), 1L, Long::sum);
      case Quarantined ignored -> {
        quarantined++;
        events++;
      }
      case Signal ignored -> signals++;
      case ApprovedOrder ignored -> approved++;
      case Decision decision when decision.outcome() == Outcome.DENIED ->
          denied.merge(decision.reason(), 1L, Long::sum);
      case OrderEvent step -> orders += step.number() == 1 ? 1 : 0;
      case Fill fill -> {
        fills++;
        fees = fees.plus(fill.execution().fee());
      }
      case Position position when position.state() == PositionState.CLOSED -> {
        trades++;
        net = net.plus(position.net());
      }
      case PlanState plan -> plans.put(plan.planId(), plan);
      default -> {}
    }
  }

  /** The latest state of each plan, in the order of their creation. */
  public List<PlanState> plans() {
    return List.copyOf(plans.values());
  }

  /** Market events of the tape and quarantined rows. */
  public long events() {
    return events;
  }

  public long heartbeats() {
    return heartbeats;
  }

  public long quarantined() {
    return quarantined;
  }

  public long signals() {
    return signals;
  }

  public long approved() {
    return approved;
  }

  /** Orders by their first step, opening and closing ones. */
  public long orders() {
    return orders;
  }

  public long fills() {
    return fills;
  }

  /** Closed positions. */
  public long trades() {
    return trades;
  }

  /** Net profit of closed positions. */
  public Money net() {
    return net;
  }

  /** Fees of all fills. */
  public Money fees() {
    return fees;
  }

  /** Closed candles by timeframe label, without corrections and filled gaps. */
  public Map<String, Long> candles() {
    return candles;
  }

  /** Denied signals by code. */
  public Map<String, Long> denied() {
    return denied;
  }
}
