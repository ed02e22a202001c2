package io.tapeline.core.risk;

import static io.tapeline.core.risk.RiskRule.Phase.D_POSITIONS;
import static io.tapeline.core.risk.RiskRule.veto;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.risk.RiskRule.Finding;
import io.tapeline.core.signal.StrategyId;
import io.tapeline.core.time.EventTime;
import java.time.Duration;
import java.util.List;

/** Phase D: whether there is room beside what is open. */
final class PositionRules {

  private static final StrategyId SUBCENT = new StrategyId("subcent");

  private final RiskSettings settings;

  PositionRules(RiskSettings settings) {
    this.settings = settings;
  }

  List<RiskRule> list() {
    return List.of(
        veto("R-ONE-POSITION", D_POSITIONS, "POSITION_OPEN", this::onePosition),
        veto("R-MAX-POSITIONS", D_POSITIONS, "MAX_POSITIONS", PositionRules::positions),
        veto("R-REENTRY", D_POSITIONS, "SAME_CYCLE", PositionRules::reentry),
        veto("R-COOLOFF", D_POSITIONS, "COOL_OFF", this::coolOff),
        veto("R-OPEN-ORDERS", D_POSITIONS, "MAX_OPEN_ORDERS", this::orders));
  }

  private Finding onePosition(Candidate c) {
    int open = c.books().holdings().in(c.signal().symbol());
    int most = settings.positions().perSymbol();
    return Finding.of(open < most, open, most);
  }

  /** The sub-cent bot's many small positions count apart. */
  private static Finding positions(Candidate c) {
    boolean subcent = c.signal().strategy().equals(SUBCENT);
    int open = c.books().holdings().of(strategy -> strategy.equals(SUBCENT) == subcent);
    return Finding.of(open < c.limits().maxPositions(), open, c.limits().maxPositions());
  }

  private static Finding reentry(Candidate c) {
    Duration cycle = c.limits().cycle();
    if (cycle.isZero()) {
      return Finding.none("off");
    }
    EventTime traded = c.books().trades().lastTraded(c.signal().strategy(), c.signal().symbol());
    boolean same = traded != null && traded.floor(cycle).equals(c.now().floor(cycle));
    return Finding.of(
        !same, traded == null ? "none" : "traded at " + traded, "one a cycle of " + cycle);
  }

  private Finding coolOff(Candidate c) {
    Symbol symbol = c.signal().symbol();
    EventTime exit = c.books().trades().lastExit(symbol);
    long limit = EventTime.micros(settings.positions().coolOff());
    long since = exit == null ? limit : c.now().microsSince(exit);
    return Finding.of(
        since >= limit,
        exit == null ? "no exit" : SystemRules.seconds(since) + " since the exit",
        SystemRules.seconds(limit));
  }

  private Finding orders(Candidate c) {
    int all = c.books().holdings().orders();
    int here = c.books().holdings().orders(c.signal().symbol());
    int most = settings.positions().orders();
    int mostHere = settings.positions().ordersPerSymbol();
    return Finding.of(
        all < most && here < mostHere,
        "%d, %d in the instrument".formatted(all, here),
        "%d, %d in the instrument".formatted(most, mostHere));
  }
}
