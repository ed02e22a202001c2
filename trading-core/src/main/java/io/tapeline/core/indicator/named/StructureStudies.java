package io.tapeline.core.indicator.named;

import io.tapeline.core.candle.Candle;
import io.tapeline.core.indicator.Atr;
import io.tapeline.core.indicator.Atr1;
import io.tapeline.core.indicator.Engulfing;
import io.tapeline.core.indicator.EqualLevels;
import io.tapeline.core.indicator.MarketStructure;
import io.tapeline.core.indicator.OrderBlock;
import io.tapeline.core.indicator.OrderBlocks;
import io.tapeline.core.indicator.Scaled;
import io.tapeline.core.indicator.SessionMomentum;
import io.tapeline.core.indicator.Sweep;
import io.tapeline.core.indicator.SwingPoint;
import io.tapeline.core.indicator.Swings;
import io.tapeline.core.indicator.VolumeCheck;
import io.tapeline.core.indicator.WickTrap;
import io.tapeline.core.time.EventTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turning points, breaks and candle patterns. */
final class StructureStudies {

  private StructureStudies() {}

  static List<NamedIndicator> all() {
    List<NamedIndicator> all = new ArrayList<>(levels());
    all.addAll(patterns());
    return all;
  }

  private static List<NamedIndicator> levels() {
    return List.of(
        new NamedIndicator(
            "swing",
            "swing points, with the candle that confirms them",
            Input.CANDLES,
            List.of("value", "kind", "swing_ts"),
            set -> swings(new Swings(set.count("k", Swings.USUAL, 1)))),
        new NamedIndicator(
            "struct",
            "breaks of structure and changes of character",
            Input.CANDLES,
            List.of("value", "level"),
            set ->
                breaks(
                    new MarketStructure(
                        new Scaled(
                            new Atr(set.n(Atr.USUAL)),
                            set.number("buffer", Double.toString(MarketStructure.BUFFER))),
                        set.count("confirm-closes", 1, 1)))),
        new NamedIndicator(
            "eqlevel",
            "equal highs and lows, a row for each",
            Input.CANDLES,
            List.of("value", "kind", "touches"),
            set -> equalLevels(new EqualLevels(set.tick().doubleValue(), atr(set)))),
        new NamedIndicator(
            "ob",
            "order blocks, a row when one begins or changes",
            Input.CANDLES,
            List.of("value", "bias", "lower", "upper", "strength", "block_ts"),
            set -> blocks(set)));
  }

  private static List<NamedIndicator> patterns() {
    return List.of(
        new NamedIndicator(
            "sweep",
            "sweep of the last extremes and return",
            Input.CANDLES,
            List.of("value", "level", "confidence"),
            set ->
                Study.ofCandles(
                    new Sweep(set.tick().doubleValue(), atr1(set)),
                    found -> Arrays.asList(found.bias(), found.level(), found.confidence()))),
        new NamedIndicator(
            "wick",
            "long wick trap",
            Input.CANDLES,
            List.of("value", "strong"),
            set ->
                Study.ofCandles(
                    new WickTrap(set.tick().doubleValue(), atr1(set)),
                    trap -> List.of(trap.bias(), trap.strong()))),
        new NamedIndicator(
            "engulf",
            "strong engulfing body",
            Input.CANDLES,
            List.of("value"),
            set -> Study.ofCandles(new Engulfing(atr1(set)), List::of)),
        new NamedIndicator(
            "volume",
            "volume as a multiple of the mean before",
            Input.CANDLES,
            List.of("value", "spike", "increasing"),
            set ->
                Study.ofCandles(
                    new VolumeCheck(set.n(VolumeCheck.USUAL)),
                    volume -> List.of(volume.ratio(), volume.isSpike(), volume.increasing()))),
        new NamedIndicator(
            "momsess",
            "momentum since the session began",
            Input.CANDLES,
            List.of("value", "change", "needed"),
            set ->
                Study.ofCandles(
                    new SessionMomentum(set.sessions(), atr(set)),
                    move -> List.of(move.bias(), move.change(), move.needed()))));
  }

  private static Atr atr(Parameters set) {
    return new Atr(set.n(Atr.USUAL));
  }

  private static Atr1 atr1(Parameters set) {
    return new Atr1(set.count("atr1-n", Atr1.USUAL, 1));
  }

  private static Study swings(Swings swings) {
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        swings.take(candle);
        @Nullable List<SwingPoint> confirmed = swings.reading().orNull();
        List<List<?>> rows = new ArrayList<>();
        for (SwingPoint point : confirmed == null ? List.<SwingPoint>of() : confirmed) {
          rows.add(List.of(point.price(), point.kind(), point.openTime().micros()));
        }
        return rows;
      }
    };
  }

  private static Study breaks(MarketStructure structure) {
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        structure.take(candle);
        MarketStructure.@Nullable Break found = structure.reading().orNull();
        return found == null || found.age() > 0
            ? NOTHING
            : List.of(List.of(found.event(), found.level()));
      }
    };
  }

  private static Study equalLevels(EqualLevels levels) {
    return new Study() {
      @Override
      public List<List<?>> onCandle(Candle candle) {
        levels.take(candle);
        @Nullable List<EqualLevels.Level> found = levels.reading().orNull();
        List<List<?>> rows = new ArrayList<>();
        for (EqualLevels.Level level : found == null ? List.<EqualLevels.Level>of() : found) {
          rows.add(List.of(level.price(), level.kind(), level.touches()));
        }
        return rows;
      }
    };
  }

  private static Study blocks(Parameters set) {
    double least = set.number("least-height", "0.0005");
    double most = set.number("most-height", "0.002");
    OrderBlocks blocks =
        new OrderBlocks(atr(set), atr1(set), new OrderBlocks.Fallback(least, most));
    return new Study() {

      private Map<EventTime, OrderBlock.State> before = new HashMap<>();

      @Override
      public List<List<?>> onCandle(Candle candle) {
        blocks.take(candle);
        @Nullable List<OrderBlock> found = blocks.reading().orNull();
        Map<EventTime, OrderBlock.State> now = new HashMap<>();
        List<List<?>> rows = new ArrayList<>();
        for (OrderBlock block : found == null ? List.<OrderBlock>of() : found) {
          now.put(block.impulse(), block.state());
          if (block.state() != before.get(block.impulse())) {
            rows.add(
                List.of(
                    block.state(),
                    block.bias(),
                    block.lower(),
                    block.upper(),
                    block.strength(),
                    block.openTime().micros()));
          }
        }
        before = now;
        return rows;
      }
    };
  }
}
