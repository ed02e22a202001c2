package io.tapeline.core.plan;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a plan asks for.
 *
 * @param entry reference price; of a bracket the price that triggers it, of a ladder the worst of
 *     its rungs
 * @param entryKind how the entry price triggers; a micro-scalp only needs to be near it
 * @param stop protective stop
 * @param targets nearest first; their shares sum to at most one
 * @param expiresAt from here on it neither arms nor triggers
 * @param minScore confluence score from which a micro-scalp triggers, 5 to 8
 * @param requireAPlus whether only an A+ setup triggers it
 * @param anywhere whether a micro-scalp may trigger away from its entry price
 * @param requiredTriggers names of primaries of which one must have fired; empty: any
 * @param breakEvenAfterFirst whether the stop goes to break-even once the first target was met
 * @param trailFraction distance of a trailing stop, a fraction of the entry; zero: the stop stays.
 *     A micro-scalp trails by its own rule
 * @param timeStop longest time in the position; zero: as long as the settings say
 * @param group plans of one group exclude each other: when one triggers, the others are cancelled;
 *     empty: none
 * @param rungs of a ladder, the worst price first; their shares sum to one. Empty: it is none
 */
public record PlanTerms(
    PlanType type,
    Side side,
    Price entry,
    EntryKind entryKind,
    Price stop,
    List<PlanTarget> targets,
    Quantity quantity,
    EventTime expiresAt,
    double minScore,
    boolean requireAPlus,
    boolean anywhere,
    SortedSet<String> requiredTriggers,
    boolean breakEvenAfterFirst,
    BigDecimal trailFraction,
    Duration timeStop,
    String group,
    List<PlanRung> rungs) {

  private static final double LEAST_SCORE = 5;

  /** Of a plan from before terms were kept: it asks for nothing, and is over. */
  public static final PlanTerms NONE =
      new PlanTerms(
          PlanType.BRACKET,
          Side.BUY,
          Price.of("1"),
          EntryKind.LIMIT,
          Price.of("1"),
          List.of(),
          Quantity.ZERO,
          new EventTime(0),
          LEAST_SCORE,
          false,
          false,
          new TreeSet<>(),
          false,
          BigDecimal.ZERO,
          Duration.ZERO,
          "");

  /** A plan with one entry. */
  public PlanTerms(
      PlanType type,
      Side side,
      Price entry,
      EntryKind entryKind,
      Price stop,
      List<PlanTarget> targets,
      Quantity quantity,
      EventTime expiresAt,
      double minScore,
      boolean requireAPlus,
      boolean anywhere,
      SortedSet<String> requiredTriggers,
      boolean breakEvenAfterFirst,
      BigDecimal trailFraction,
      Duration timeStop,
      String group) {
    this(
        type,
        side,
        entry,
        entryKind,
        stop,
        targets,
        quantity,
        expiresAt,
        minScore,
        requireAPlus,
        anywhere,
        requiredTriggers,
        breakEvenAfterFirst,
        trailFraction,
        timeStop,
        group,
        List.of());
  }

  /** A micro-scalp with one target and nothing special about it. */
  public static PlanTerms scalp(
      Side side, Price entry, Price stop, Price target, Quantity quantity, EventTime expiresAt) {
    return of(
        PlanType.MICRO_SCALP, side, entry, EntryKind.LIMIT, stop, target, quantity, expiresAt);
  }

  /** A bracket with one target and nothing special about it. */
  public static PlanTerms bracket(
      Side side,
      Price entry,
      EntryKind kind,
      Price stop,
      Price target,
      Quantity quantity,
      EventTime expiresAt) {
    return of(PlanType.BRACKET, side, entry, kind, stop, target, quantity, expiresAt);
  }

  private static PlanTerms of(
      PlanType type,
      Side side,
      Price entry,
      EntryKind kind,
      Price stop,
      Price target,
      Quantity quantity,
      EventTime expiresAt) {
    return new PlanTerms(
        type,
        side,
        entry,
        kind,
        stop,
        List.of(new PlanTarget(target, BigDecimal.ONE)),
        quantity,
        expiresAt,
        LEAST_SCORE,
        false,
        false,
        new TreeSet<>(),
        false,
        BigDecimal.ZERO,
        Duration.ZERO,
        "");
  }

  /** How the market meets an entry price. */
  public enum EntryKind {
    /** At once. */
    MARKET,
    /** When the price to be paid is the entry or better. */
    LIMIT,
    /** When the price to be paid is the entry or worse: a breakout. */
    STOP,
    /** At once, by limit orders at several prices that rest until they fill. */
    LADDER
  }

  /** A price at which a share of the position is closed. */
  public record PlanTarget(Price price, BigDecimal share) {}

  /** A price at which a share of the position is opened. */
  public record PlanRung(Price price, BigDecimal share) {}

  public PlanTerms {
    targets = List.copyOf(targets);
    rungs = List.copyOf(rungs);
    requiredTriggers = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(requiredTriggers));
  }

  /** True if its entry is several limit orders. */
  public boolean isLadder() {
    return entryKind == EntryKind.LADDER;
  }

  /** The limit orders of a ladder: each has its share of the quantity. */
  public List<Rung> ladder() {
    return rungs.stream()
        .map(
            rung ->
                new Rung(
                    rung.price(),
                    new Quantity(quantity.value().multiply(rung.share()).stripTrailingZeros())))
        .toList();
  }
}
