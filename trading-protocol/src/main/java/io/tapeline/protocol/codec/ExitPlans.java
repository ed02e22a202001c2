package io.tapeline.protocol.codec;

import io.tapeline.core.signal.ExitPlan;
import io.tapeline.core.signal.Level;
import io.tapeline.core.signal.Target;
import io.tapeline.core.signal.Trailing;
import io.tapeline.protocol.wire.CommonProto;
import java.math.BigDecimal;
import java.util.List;

/**
 * How a position is to be left, on the wire. A plan of one stop and one target, both at a distance,
 * is written as it was before there were others.
 */
final class ExitPlans {

  private static final String PLAN = "exit_plan";

  private ExitPlans() {}

  static CommonProto.ExitPlan wire(ExitPlan plan) {
    CommonProto.ExitPlan.Builder wire =
        CommonProto.ExitPlan.newBuilder()
            .setTimeStop(EntryOrders.wire(plan.timeStop()))
            .setFlatCandles(plan.flatCandles())
            .setFlatThreshold(Decimals.wire(plan.flatThreshold()))
            .setBreakEvenAfterFirst(plan.breakEvenAfterFirst())
            .setExpires(plan.expires())
            .setAdverseCandle(plan.adverseCandle());
    switch (plan.stop()) {
      case Level.Away away -> wire.setStopFraction(Decimals.wire(away.fraction()));
      case Level.At at -> wire.setStopPrice(Decimals.wire(at.price()));
    }
    if (plan.targets().isEmpty()) {
      wire.setUntargeted(true);
    } else if (plan.targets().size() == 1
        && plan.targets().getFirst().equals(Target.whole(plan.targets().getFirst().level()))
        && plan.targets().getFirst().level() instanceof Level.Away away) {
      wire.setTargetFraction(Decimals.wire(away.fraction()));
    } else {
      plan.targets().forEach(target -> wire.addTargets(wire(target)));
    }
    if (!plan.minHold().isZero()) {
      wire.setMinHold(EntryOrders.wire(plan.minHold()));
    }
    switch (plan.trailing()) {
      case Trailing.None _ -> {}
      case Trailing.PercentStep step ->
          wire.setTrailing(
              wire(
                  CommonProto.TrailingKind.TRAILING_KIND_PERCENT_STEP,
                  step.activateAt(),
                  step.distance()));
      case Trailing.RatioAtr ratio ->
          wire.setTrailing(
              wire(
                  CommonProto.TrailingKind.TRAILING_KIND_RATIO_ATR,
                  ratio.activateAtR(),
                  ratio.distance()));
    }
    return wire.build();
  }

  static ExitPlan read(boolean present, CommonProto.ExitPlan wire) {
    Fields.require(present, PLAN);
    Fields.require(wire.hasTimeStop(), PLAN + ".time_stop");
    Level stop =
        wire.hasStopPrice()
            ? new Level.At(Decimals.price(true, wire.getStopPrice(), PLAN + ".stop_price"))
            : new Level.Away(
                Decimals.number(
                    wire.hasStopFraction(), wire.getStopFraction(), PLAN + ".stop_fraction"));
    return new ExitPlan(
        stop,
        targets(wire),
        wire.hasTrailing() ? read(wire.getTrailing()) : Trailing.NONE,
        wire.getBreakEvenAfterFirst(),
        EntryOrders.read(wire.getMinHold()),
        EntryOrders.read(wire.getTimeStop()),
        wire.getExpires(),
        wire.getFlatCandles(),
        Decimals.number(wire.hasFlatThreshold(), wire.getFlatThreshold(), PLAN + ".flat_threshold"),
        wire.getAdverseCandle());
  }

  private static List<Target> targets(CommonProto.ExitPlan wire) {
    if (wire.getUntargeted()) {
      return List.of();
    }
    if (wire.getTargetsCount() > 0) {
      return wire.getTargetsList().stream().map(ExitPlans::read).toList();
    }
    BigDecimal fraction =
        Decimals.number(
            wire.hasTargetFraction(), wire.getTargetFraction(), PLAN + ".target_fraction");
    return List.of(Target.whole(new Level.Away(fraction)));
  }

  private static CommonProto.Target wire(Target target) {
    CommonProto.Target.Builder wire =
        CommonProto.Target.newBuilder()
            .setLevel(wire(target.level()))
            .setShare(Decimals.wire(target.share()));
    target
        .easings()
        .forEach(
            easing ->
                wire.addEasings(
                    CommonProto.Easing.newBuilder()
                        .setAfter(EntryOrders.wire(easing.after()))
                        .setLevel(wire(easing.level()))));
    return wire.build();
  }

  private static Target read(CommonProto.Target wire) {
    return new Target(
        read(wire.getLevel()),
        Decimals.number(wire.hasShare(), wire.getShare(), PLAN + ".targets.share"),
        wire.getEasingsList().stream()
            .map(
                easing ->
                    new Target.Easing(EntryOrders.read(easing.getAfter()), read(easing.getLevel())))
            .toList());
  }

  private static CommonProto.Level wire(Level level) {
    CommonProto.Level.Builder wire = CommonProto.Level.newBuilder();
    switch (level) {
      case Level.Away away -> wire.setAway(Decimals.wire(away.fraction()));
      case Level.At at -> wire.setAt(Decimals.wire(at.price()));
    }
    return wire.build();
  }

  private static Level read(CommonProto.Level wire) {
    return wire.hasAt()
        ? new Level.At(Decimals.price(true, wire.getAt(), PLAN + ".level.at"))
        : new Level.Away(Decimals.number(wire.hasAway(), wire.getAway(), PLAN + ".level.away"));
  }

  private static CommonProto.Trailing wire(
      CommonProto.TrailingKind kind, BigDecimal activateAt, BigDecimal distance) {
    return CommonProto.Trailing.newBuilder()
        .setKind(kind)
        .setActivateAt(Decimals.wire(activateAt))
        .setDistance(Decimals.wire(distance))
        .build();
  }

  private static Trailing read(CommonProto.Trailing wire) {
    BigDecimal activateAt =
        Decimals.number(wire.hasActivateAt(), wire.getActivateAt(), PLAN + ".trailing.activate_at");
    BigDecimal distance =
        Decimals.number(wire.hasDistance(), wire.getDistance(), PLAN + ".trailing.distance");
    return switch (wire.getKind()) {
      case TRAILING_KIND_PERCENT_STEP -> new Trailing.PercentStep(activateAt, distance);
      case TRAILING_KIND_RATIO_ATR -> new Trailing.RatioAtr(activateAt, distance);
      default -> throw new IllegalArgumentException("unknown " + PLAN + ".trailing.kind");
    };
  }
}
