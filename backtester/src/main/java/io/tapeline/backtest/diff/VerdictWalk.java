package io.tapeline.backtest.diff;

import io.tapeline.backtest.diff.Checks.Check;
import io.tapeline.backtest.diff.Upstream.Stage;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why the risk desk answered a signal otherwise. */
final class VerdictWalk {

  private static final String POINT = "decision";

  /** Rules that look at the market and the clock alone, not at the account. */
  private static final Set<String> MARKET_RULES =
      Set.of("R-DATA", "R-HOURS", "R-FRESH", "R-STOP-REQUIRED", "R-NET-EDGE", "R-MIN-ORDER");

  private final RunRows a;
  private final RunRows b;
  private final Upstream upstream;
  private final Predecessors predecessors;

  VerdictWalk(RunRows a, RunRows b, Upstream upstream) {
    this.a = a;
    this.b = b;
    this.upstream = upstream;
    this.predecessors = new Predecessors(a, b);
  }

  /** Null if both approved the same. */
  @Nullable Cause cause(String signalId) {
    Row inA = a.verdict(signalId);
    Row inB = b.verdict(signalId);
    if (inA == null && inB == null) {
      return null;
    }
    if (inA == null || inB == null) {
      Row only = inA == null ? inB : inA;
      long seq = only == null ? 0 : only.seq();
      return upstream.missing(
          Stage.RISK,
          POINT,
          inA != null,
          seq,
          "the signal of event #%d has no answer in %s".formatted(seq, inA == null ? "A" : "B"));
    }
    boolean approvedA = !isDenied(inA);
    boolean approvedB = !isDenied(inB);
    if (approvedA && approvedB) {
      return Row.isSame(quantity(inA), quantity(inB)) ? null : size(inA, inB);
    }
    if (!approvedA && !approvedB) {
      return upstream.cause(
          Stage.RISK, POINT, "signal denied in both, %s | %s".formatted(told(inA), told(inB)));
    }
    return approvedA ? denied(inA, inB, "B") : denied(inB, inA, "A");
  }

  private static boolean isDenied(Row verdict) {
    return verdict.text("outcome").equals("DENIED");
  }

  private static String answer(@Nullable Row verdict) {
    return verdict == null ? "not at all" : verdict.text("reason");
  }

  private static String quantity(Row verdict) {
    return value(verdict, "qty");
  }

  private static String value(Row decision, String name) {
    for (String pair : decision.text("values").split("; ", -1)) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static String told(Row denial) {
    return "%s value %s limit %s"
        .formatted(denial.text("reason"), value(denial, "value"), value(denial, "limit"));
  }

  private Cause size(Row inA, Row inB) {
    String text = "position size differs: %s | %s".formatted(quantity(inA), quantity(inB));
    return ofAccount("approval", inA, text, false);
  }

  /**
   * @param run the one that denied
   */
  private Cause denied(Row approval, Row denial, String run) {
    String text = "signal denied in %s: %s".formatted(run, told(denial));
    String rule = value(denial, "rule");
    if (rule.equals("R-KILL")) {
      return upstream.hasSettings(Stage.RISK)
          ? upstream.cause(Stage.RISK, POINT, text)
          : new Cause(CauseKind.CONTROL, POINT, text);
    }
    Check own = new Checks(denial).of(rule);
    Check other = new Checks(approval).of(rule);
    if (own != null && other != null) {
      text += "; in %s value %s".formatted(run.equals("B") ? "A" : "B", other.value());
    }
    if (MARKET_RULES.contains(rule)) {
      return ofMarket(approval, denial, run, text);
    }
    return rule.equals("R-ONE-POSITION")
        ? ofPosition(denial, run, text)
        : ofAccount(POINT, denial, text, rule.equals("R-LOSS-SKIP"));
  }

  /** Rules that depend on the moment and the quote the desk decided on. */
  private Cause ofMarket(Row approval, Row denial, String run, String text) {
    Checks checksA = new Checks(run.equals("B") ? approval : denial);
    Checks checksB = new Checks(run.equals("B") ? denial : approval);
    OptionalLong quoteA = checksA.quoteTs();
    OptionalLong quoteB = checksB.quoteTs();
    OptionalLong decidedA = checksA.decidedTs();
    OptionalLong decidedB = checksB.decidedTs();
    boolean sameMoment = decidedA.isPresent() && decidedA.equals(decidedB) && quoteA.equals(quoteB);
    Check ageA = checksA.of("R-DATA");
    Check ageB = checksB.of("R-DATA");
    boolean sameAge = ageA != null && ageB != null && ageA.value().equals(ageB.value());
    boolean unknown = decidedA.isEmpty() || decidedB.isEmpty();
    boolean moved = unknown ? !sameAge : !sameMoment;
    if (!upstream.isAnyFree() || (!moved && upstream.hasSettings(Stage.RISK))) {
      return upstream.cause(Stage.RISK, POINT, text);
    }
    if (!moved && !unknown) {
      // Quotes of one moment are told apart by their number, which a verdict does not carry.
      return new Cause(
          CauseKind.STALE_QUOTE, POINT, text + "; decided on another quote of the same moment");
    }
    return new Cause(
        CauseKind.STALE_QUOTE,
        POINT,
        "%s; decided at %s on a quote of %s in A, at %s on a quote of %s in B"
            .formatted(text, at(decidedA), at(quoteA), at(decidedB), at(quoteB)));
  }

  private static String at(OptionalLong micros) {
    return micros.isEmpty() ? "?" : Long.toString(micros.getAsLong());
  }

  /** A position that is in the way in one run and not in the other. */
  private Cause ofPosition(Row denial, String run, String text) {
    long seq = denial.seq();
    RunRows denier = run.equals("B") ? b : a;
    RunRows approver = run.equals("B") ? a : b;
    String last = null;
    for (String entry : predecessors.entries(denier, denial.text("symbol"), seq)) {
      last = last == null ? entry : last;
      if (Predecessors.isOpenAt(denier, entry, seq)
          && !Predecessors.isOpenAt(approver, entry, seq)) {
        return new Cause(
            CauseKind.EARLIER_TRADE, POINT, "%s; because of trade %s".formatted(text, entry));
      }
    }
    if (last == null || !upstream.isAnyFree()) {
      return upstream.cause(Stage.RISK, POINT, text);
    }
    return new Cause(
        CauseKind.LATER_REPORT,
        POINT,
        "%s; the desk in %s had not heard of the end of %s (event #%d), the one in %s had (#%d)"
            .formatted(
                text,
                run,
                last,
                Predecessors.lastSeq(denier, last),
                run.equals("B") ? "A" : "B",
                Predecessors.lastSeq(approver, last)));
  }

  /**
   * Rules that depend on what the account has been through.
   *
   * @param counts whether the rule counts earlier answers
   */
  private Cause ofAccount(String point, Row verdict, String text, boolean counts) {
    String earlier = predecessors.differing(verdict);
    String answered = counts ? predecessors.differingVerdict(verdict) : null;
    if (answered != null && (earlier == null || predecessors.isLater(answered, earlier))) {
      return new Cause(
          CauseKind.EARLIER_VERDICT,
          point,
          "%s; because signal %s was answered %s in A, %s in B"
              .formatted(text, answered, answer(a.verdict(answered)), answer(b.verdict(answered))));
    }
    if (earlier != null) {
      return new Cause(
          CauseKind.EARLIER_TRADE, point, "%s; because of trade %s".formatted(text, earlier));
    }
    if (upstream.isAnyFree() && !upstream.hasSettings(Stage.RISK)) {
      return new Cause(
          CauseKind.LATER_REPORT,
          point,
          text + "; the desks had not heard of the same fills and quotes when they decided");
    }
    return upstream.cause(Stage.RISK, point, text);
  }
}
