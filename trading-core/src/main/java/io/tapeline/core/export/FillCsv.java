package io.tapeline.core.export;

import io.tapeline.core.order.Execution;
import io.tapeline.core.order.Fill;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Fills as CSV. {@code latencyMicros} is the wall-clock time from the tick behind the order to the
 * order at its venue; empty where there is no line to pass, as in a backtest.
 */
public final class FillCsv {

  /** The column names, without line end. */
  public static final String HEADER =
      "id,ts,seq,orderId,entryOrderId,signalId,account,strategy,symbol,intent,side,quantity,price,"
          + "fee,liquidity,touch,slippageBps,latencyMicros";

  /** The order of the lines in a file: by time, then cause, then id. */
  public static final Comparator<Fill> ORDER =
      Comparator.comparing((Fill fill) -> fill.origin().ts())
          .thenComparingLong(fill -> fill.origin().seq())
          .thenComparing(Fill::id);

  private FillCsv() {}

  /**
   * One fill as a line without line end.
   *
   * @param latencyMicros of the line, null where there is none
   */
  public static String line(Fill fill, @Nullable Long latencyMicros) {
    Execution execution = fill.execution();
    return Csv.line(
        Arrays.asList(
            fill.id(),
            fill.origin().ts().micros(),
            fill.origin().seq(),
            fill.orderId(),
            fill.entryOrderId(),
            fill.signalId(),
            fill.account(),
            fill.strategy(),
            fill.symbol(),
            fill.intent(),
            fill.side(),
            execution.quantity().value(),
            execution.price().value(),
            execution.fee().value(),
            execution.liquidity(),
            execution.touch().value(),
            execution.slippageBps(),
            latencyMicros));
  }
}
