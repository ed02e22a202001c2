package io.tapeline.core.plan;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Looks at one instrument's market for its plans: what the layers say of a plan at a check. */
public interface PlanEye {

  /** Takes note of a closed one-minute candle. */
  void apply(Candle closed);

  /** Takes note of an event of the instrument; the candles it closed came before. */
  void apply(MarketEvent event);

  /** What the market says of a plan now. */
  Look look(PlanTerms terms, EventTime now);

  /**
   * What a check found.
   *
   * @param armed whether market and location fit (layers 1 and 2)
   * @param triggers whether all the rest does, too
   * @param reasons stable codes of what does not, first things first; empty if it triggers
   * @param details what was found, by the names under which it is shown: layer, score, edges, …
   * @param setup identity of the setup, for one setup is traded once; empty if there is none
   * @param trailDistance distance of the trailing stop, price units; zero: half of R
   */
  record Look(
      boolean armed,
      boolean triggers,
      List<String> reasons,
      Map<String, String> details,
      String setup,
      BigDecimal trailDistance) {

    public Look {
      reasons = List.copyOf(reasons);
      details = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(details));
    }
  }
}
