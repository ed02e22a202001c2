package io.tapeline.protocol.codec;

import com.google.protobuf.Duration;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.plan.PlanTerms.EntryKind;
import io.tapeline.core.plan.PlanTerms.PlanRung;
import io.tapeline.core.plan.PlanTerms.PlanTarget;
import io.tapeline.core.plan.PlanType;
import io.tapeline.core.time.EventTime;
import io.tapeline.protocol.wire.PlanProto;
import java.util.TreeSet;

/** What a plan asks for, on the wire. */
final class PlanTermsWire {

  private static final EnumMapping<PlanType, PlanProto.PlanType> TYPE =
      new EnumMapping<>(
          PlanType.values(),
          constant ->
              switch (constant) {
                case MICRO_SCALP -> PlanProto.PlanType.PLAN_TYPE_MICRO_SCALP;
                case BRACKET -> PlanProto.PlanType.PLAN_TYPE_BRACKET;
              });

  private static final EnumMapping<EntryKind, PlanProto.PlanEntryKind> ENTRY =
      new EnumMapping<>(
          EntryKind.values(),
          constant ->
              switch (constant) {
                case MARKET -> PlanProto.PlanEntryKind.PLAN_ENTRY_KIND_MARKET;
                case LIMIT -> PlanProto.PlanEntryKind.PLAN_ENTRY_KIND_LIMIT;
                case STOP -> PlanProto.PlanEntryKind.PLAN_ENTRY_KIND_STOP;
                case LADDER -> PlanProto.PlanEntryKind.PLAN_ENTRY_KIND_LADDER;
              });

  private PlanTermsWire() {}

  static PlanProto.PlanTerms wire(PlanTerms terms) {
    PlanProto.PlanTerms.Builder wire =
        PlanProto.PlanTerms.newBuilder()
            .setType(TYPE.wire(terms.type()))
            .setSide(Enums.SIDE.wire(terms.side()))
            .setEntry(Decimals.wire(terms.entry()))
            .setEntryKind(ENTRY.wire(terms.entryKind()))
            .setStop(Decimals.wire(terms.stop()))
            .setQuantity(Decimals.wire(terms.quantity()))
            .setExpiresAtMicros(terms.expiresAt().micros())
            .setMinScore(terms.minScore())
            .setRequireAPlus(terms.requireAPlus())
            .setAnywhere(terms.anywhere())
            .addAllRequiredTriggers(terms.requiredTriggers())
            .setBreakEvenAfterFirst(terms.breakEvenAfterFirst())
            .setTrailFraction(Decimals.wire(terms.trailFraction()))
            .setTimeStop(
                Duration.newBuilder()
                    .setSeconds(terms.timeStop().toSeconds())
                    .setNanos(terms.timeStop().toNanosPart()))
            .setGroup(terms.group());
    for (PlanTarget target : terms.targets()) {
      wire.addTargets(
          PlanProto.PlanTarget.newBuilder()
              .setPrice(Decimals.wire(target.price()))
              .setShare(Decimals.wire(target.share())));
    }
    for (PlanRung rung : terms.rungs()) {
      wire.addRungs(
          PlanProto.PlanRung.newBuilder()
              .setPrice(Decimals.wire(rung.price()))
              .setShare(Decimals.wire(rung.share())));
    }
    return wire.build();
  }

  static PlanTerms read(boolean present, PlanProto.PlanTerms wire) {
    if (!present) {
      return PlanTerms.NONE;
    }
    Fields.require(wire.hasTimeStop(), "terms.time_stop");
    return new PlanTerms(
        TYPE.read(wire.getTypeValue(), "terms.type"),
        Enums.SIDE.read(wire.getSideValue(), "terms.side"),
        Decimals.price(wire.hasEntry(), wire.getEntry(), "terms.entry"),
        ENTRY.read(wire.getEntryKindValue(), "terms.entry_kind"),
        Decimals.price(wire.hasStop(), wire.getStop(), "terms.stop"),
        wire.getTargetsList().stream()
            .map(
                target ->
                    new PlanTarget(
                        Decimals.price(target.hasPrice(), target.getPrice(), "terms.targets.price"),
                        Decimals.number(
                            target.hasShare(), target.getShare(), "terms.targets.share")))
            .toList(),
        Decimals.quantity(wire.hasQuantity(), wire.getQuantity(), "terms.quantity"),
        new EventTime(wire.getExpiresAtMicros()),
        wire.getMinScore(),
        wire.getRequireAPlus(),
        wire.getAnywhere(),
        new TreeSet<>(wire.getRequiredTriggersList()),
        wire.getBreakEvenAfterFirst(),
        Decimals.number(wire.hasTrailFraction(), wire.getTrailFraction(), "terms.trail_fraction"),
        java.time.Duration.ofSeconds(
            wire.getTimeStop().getSeconds(), wire.getTimeStop().getNanos()),
        wire.getGroup(),
        wire.getRungsList().stream()
            .map(
                rung ->
                    new PlanRung(
                        Decimals.price(rung.hasPrice(), rung.getPrice(), "terms.rungs.price"),
                        Decimals.number(rung.hasShare(), rung.getShare(), "terms.rungs.share")))
            .toList());
  }
}
