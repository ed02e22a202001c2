package io.tapeline.core.export;

import io.tapeline.core.order.OrderEvent;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The steps of orders as CSV, a line each. {@code seq} and {@code ts} are those of the market event
 * a step happened on, for the first step the newest event execution knew when the order came.
 */
public final class OrderCsv {

  /** The column names, without line end. */
  public static final String HEADER =
      "id,ts,seq,orderId,number,status,entryOrderId,signalId,account,strategy,symbol,intent,side,"
          + "type,quantity,filled,refPrice,decidedTs,exitReason,detail";

  /** The order of the lines in a file: by time, then cause, then id. */
  public static final Comparator<OrderEvent> ORDER =
      Comparator.comparing((OrderEvent step) -> step.origin().ts())
          .thenComparingLong(step -> step.origin().seq())
          .thenComparing(OrderEvent::id);

  private OrderCsv() {}

  /** One step as a line without line end. */
  public static String line(OrderEvent step) {
    return Csv.line(
        Arrays.asList(
            step.id(),
            step.origin().ts().micros(),
            step.origin().seq(),
            step.orderId(),
            step.number(),
            step.status(),
            step.entryOrderId(),
            step.signalId(),
            step.account(),
            step.strategy(),
            step.symbol(),
            step.intent(),
            step.side(),
            step.type(),
            step.quantity().value(),
            step.filled().value(),
            step.refPrice().value(),
            step.decidedAt().micros(),
            step.exitReason(),
            step.detail()));
  }
}
