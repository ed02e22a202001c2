package io.tapeline.protocol.codec;

import io.tapeline.core.money.Money;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.order.ApprovedOrder;
import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.Liquidity;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.order.OrderStatus;
import io.tapeline.core.order.OrderType;
import io.tapeline.core.plan.PlanState;
import io.tapeline.core.plan.PlanTerms;
import io.tapeline.core.signal.EntryOrder;
import io.tapeline.core.signal.Rung;
import io.tapeline.core.signal.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Samples of an entry by several limit orders. */
final class LadderSamples {

  private static final List<Rung> RUNGS =
      List.of(
          new Rung(Price.of("67950"), Quantity.of("0.15")),
          new Rung(Price.of("67900.0"), Quantity.of("0.10")));

  private static final EntryOrder ENTRY = EntryOrder.ladder(RUNGS, Duration.ofSeconds(1790));

  private static final Execution EXECUTION =
      new Execution(
              "P4711",
              Quantity.of("0.15"),
              Price.of("67950"),
              Money.of("2.03850"),
              Liquidity.MAKER,
              Price.of("67950"),
              BigDecimal.ZERO)
          .ofRung(1);

  static final Signal SIGNAL =
      new Signal(
          LimitSamples.SIGNAL.signalId(),
          LimitSamples.SIGNAL.account(),
          LimitSamples.SIGNAL.strategy(),
          LimitSamples.SIGNAL.symbol(),
          LimitSamples.SIGNAL.side(),
          LimitSamples.SIGNAL.origin(),
          LimitSamples.SIGNAL.refPrice(),
          LimitSamples.SIGNAL.quantity(),
          LimitSamples.SIGNAL.stop(),
          LimitSamples.SIGNAL.target(),
          LimitSamples.SIGNAL.exitPlan(),
          LimitSamples.SIGNAL.confidence(),
          LimitSamples.SIGNAL.evidence(),
          ENTRY);

  static final ApprovedOrder APPROVED =
      new ApprovedOrder(
          LimitSamples.APPROVED.orderId(),
          LimitSamples.APPROVED.signalId(),
          LimitSamples.APPROVED.account(),
          LimitSamples.APPROVED.strategy(),
          LimitSamples.APPROVED.symbol(),
          LimitSamples.APPROVED.side(),
          OrderType.LIMIT,
          LimitSamples.APPROVED.quantity(),
          ENTRY.limit(),
          LimitSamples.APPROVED.refPrice(),
          LimitSamples.APPROVED.reserved(),
          LimitSamples.APPROVED.exitPlan(),
          LimitSamples.APPROVED.origin(),
          LimitSamples.APPROVED.decidedAt(),
          LimitSamples.APPROVED.checks(),
          false,
          ENTRY.goodFor(),
          RUNGS);

  static final OrderEvent FIRST_RUNG =
      new OrderEvent(
          LimitSamples.ENTRY.orderId(),
          2,
          OrderStatus.PARTIALLY_FILLED,
          LimitSamples.ENTRY.account(),
          LimitSamples.ENTRY.strategy(),
          LimitSamples.ENTRY.symbol(),
          LimitSamples.ENTRY.signalId(),
          LimitSamples.ENTRY.entryOrderId(),
          LimitSamples.ENTRY.intent(),
          LimitSamples.ENTRY.side(),
          OrderType.LIMIT,
          ENTRY,
          Quantity.of("0.25"),
          Quantity.of("0.15"),
          EXECUTION,
          null,
          LimitSamples.ENTRY.exitPlan(),
          0,
          LimitSamples.ENTRY.refPrice(),
          LimitSamples.ENTRY.decidedAt(),
          LimitSamples.ENTRY.origin(),
          "");

  static final Fill FILL =
      new Fill(
          Samples.FILL.orderId(),
          Samples.FILL.entryOrderId(),
          Samples.FILL.signalId(),
          Samples.FILL.account(),
          Samples.FILL.strategy(),
          Samples.FILL.symbol(),
          Samples.FILL.intent(),
          Samples.FILL.side(),
          EXECUTION,
          Samples.FILL.origin());

  private static final PlanTerms TERMS =
      new PlanTerms(
          Samples.PLAN_WITH_TERMS.terms().type(),
          Samples.PLAN_WITH_TERMS.terms().side(),
          Price.of("67950"),
          PlanTerms.EntryKind.LADDER,
          Price.of("67800"),
          Samples.PLAN_WITH_TERMS.terms().targets(),
          Quantity.of("0.25"),
          Samples.PLAN_WITH_TERMS.terms().expiresAt(),
          Samples.PLAN_WITH_TERMS.terms().minScore(),
          Samples.PLAN_WITH_TERMS.terms().requireAPlus(),
          Samples.PLAN_WITH_TERMS.terms().anywhere(),
          Samples.PLAN_WITH_TERMS.terms().requiredTriggers(),
          Samples.PLAN_WITH_TERMS.terms().breakEvenAfterFirst(),
          Samples.PLAN_WITH_TERMS.terms().trailFraction(),
          Samples.PLAN_WITH_TERMS.terms().timeStop(),
          Samples.PLAN_WITH_TERMS.terms().group(),
          List.of(
              new PlanTerms.PlanRung(Price.of("67950"), new BigDecimal("0.6")),
              new PlanTerms.PlanRung(Price.of("67900.0"), new BigDecimal("0.4"))));

  static final PlanState PLAN =
      new PlanState(
          Samples.PLAN_WITH_TERMS.planId(),
          Samples.PLAN_WITH_TERMS.version(),
          Samples.PLAN_WITH_TERMS.account(),
          Samples.PLAN_WITH_TERMS.strategy(),
          Samples.PLAN_WITH_TERMS.symbol(),
          Samples.PLAN_WITH_TERMS.status(),
          Samples.PLAN_WITH_TERMS.reason(),
          Samples.PLAN_WITH_TERMS.createdBy(),
          Samples.PLAN_WITH_TERMS.body(),
          TERMS,
          Samples.PLAN_WITH_TERMS.details(),
          Samples.PLAN_WITH_TERMS.request(),
          Samples.PLAN_WITH_TERMS.changedAt(),
          Samples.PLAN_WITH_TERMS.origin());

  private LadderSamples() {}
}
