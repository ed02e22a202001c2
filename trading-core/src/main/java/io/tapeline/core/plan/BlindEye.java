package io.tapeline.core.plan;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Of an instrument without a rule set: nothing ever arms a micro-scalp. */
public final class BlindEye implements PlanEye {

  private static final Look NOTHING =
      new Look(false, false, List.of("SYMBOL_NOT_CONFIGURED"), Map.of(), "", BigDecimal.ZERO);

  @Override
  public void apply(Candle closed) {}

  @Override
  public void apply(MarketEvent event) {}

  @Override
  public Look look(PlanTerms terms, EventTime now) {
    return NOTHING;
  }
}
