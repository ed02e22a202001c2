package io.tapeline.core.plan.scalp;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Bias;
import io.tapeline.core.indicator.EdgeTolerance;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.Extremes;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.SessionLevels;
import io.tapeline.core.indicator.Thresholds;
import io.tapeline.core.indicator.VwapBand;
import io.tapeline.core.money.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** S3-L2: places that the price is at. What is not known makes no place. */
final class Edges {

  private final ScalpSnapshot snapshot;
  private final ScalpOptions options;
  private final Price mid;
  private final @Nullable Double atr1;
  private final List<Edge> edges = new ArrayList<>();

  private Edges(ScalpSnapshot snapshot, ScalpOptions options, BigDecimal mid) {
    this.snapshot = snapshot;
    this.options = options;
    this.mid = new Price(mid);
    this.atr1 = snapshot.volatility().atr1().orNull();
  }

  /** In the order of {@link EdgeKind}. */
  static List<Edge> of(
      ScalpSnapshot snapshot, ScalpOptions options, BigDecimal mid, @Nullable VwapBand band) {
    Edges found = new Edges(snapshot, options, mid);
    if (band != null) {
      found.band(band);
    }
    found.session();
    Extremes today = snapshot.places().today().orNull();
    if (today != null) {
      found.extremes(EdgeKind.INTRADAY_HL, "DAY", today);
    }
    found.blocks();
    found.clusters();
    return List.copyOf(found.edges);
  }

  private void band(VwapBand band) {
    double price = mid.value().doubleValue();
    Candle newest = snapshot.candles().isEmpty() ? null : snapshot.candles().getLast();
    boolean touched =
        newest != null
            && Thresholds.atMost(newest.low().value().doubleValue(), band.upper())
            && Thresholds.atLeast(newest.high().value().doubleValue(), band.lower());
    if (touched || band.holds(price)) {
      add(EdgeKind.VWAP_BAND, "VWAP", band.vwap(), options.vwapMode().only(price, band));
    }
  }

  private void session() {
    SessionLevels.Levels levels = snapshot.places().session().orNull();
    if (levels == null) {
      return;
    }
    Extremes session = levels.previousSession();
    if (session != null) {
      extremes(EdgeKind.SESSION_HL, "PREVIOUS_SESSION", session);
    }
    Extremes day = levels.previousDay();
    if (day != null) {
      extremes(EdgeKind.SESSION_HL, "PREVIOUS_DAY", day);
    }
  }

  private void extremes(EdgeKind kind, String of, Extremes extremes) {
    level(kind, of + "_HIGH", extremes.high());
    level(kind, of + "_LOW", extremes.low());
  }

  private void level(EdgeKind kind, String name, Price level) {
    Double range = atr1;
    if (range != null && EdgeTolerance.isNear(mid, level, range)) {
      int side = level.compareTo(mid);
      Bias supports = side == 0 ? Bias.NONE : side > 0 ? Bias.SELL : Bias.BUY;
      add(kind, name, level.value().doubleValue(), supports);
    }
  }

  private void blocks() {
    List<OrderBlock> blocks = snapshot.places().orderBlocks().orNull();
    double price = mid.value().doubleValue();
    for (OrderBlock block : blocks == null ? List.<OrderBlock>of() : blocks) {
      boolean live =
          block.state() == OrderBlock.State.FRESH || block.state() == OrderBlock.State.RETESTED;
      if (live
          && Thresholds.atLeast(price, block.lower())
          && Thresholds.atMost(price, block.upper())) {
        add(
            EdgeKind.OB_ZONE,
            block.bias() + "_BLOCK",
            block.near().value().doubleValue(),
            block.bias());
      }
    }
  }

  private void clusters() {
    List<EqualLevels.Level> levels = snapshot.places().clusters().orNull();
    for (EqualLevels.Level each : levels == null ? List.<EqualLevels.Level>of() : levels) {
      level(EdgeKind.LIQ_CLUSTER, "EQUAL_" + each.kind() + "S", price(each.price()));
    }
  }

  private static Price price(double value) {
    return new Price(BigDecimal.valueOf(value));
  }

  private void add(EdgeKind kind, String level, double price, Bias supports) {
    if (options.edges().contains(kind)) {
      edges.add(new Edge(kind, level, price, supports));
    }
  }
}
