package io.tapeline.core.export;

import io.tapeline.core.money.Price;
import io.tapeline.core.money.Side;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Closed positions as CSV: times in epoch microseconds, amounts in plain decimal digits, sides as
 * LONG or SHORT, the entry order's id as the trade's.
 */
public final class TradeCsv {

  /** The column names, without line end. */
  public static final String HEADER =
      "id,strategy,symbol,side,qty,entryTs,entryPrice,exitTs,exitPrice,exitReason,gross,fees,net,"
          + "account,signalId,initialStop,slippage,mae,mfe";

  /** The order of the lines in a file: by exit time, then cause, then id. */
  public static final Comparator<Position> ORDER =
      Comparator.comparing((Position trade) -> exitTs(trade))
          .thenComparingLong(trade -> trade.origin().seq())
          .thenComparing(trade -> trade.entryOrderId().value());

  private TradeCsv() {}

  /**
   * One trade as a line without line end.
   *
   * @throws IllegalArgumentException if the position is not closed
   */
  public static String line(Position trade) {
    if (trade.state() != PositionState.CLOSED) {
      throw new IllegalArgumentException(
          "position " + trade.entryOrderId() + " is no trade yet: " + trade.state());
    }
    return Csv.line(
        Arrays.asList(
            trade.entryOrderId(),
            trade.strategy(),
            trade.symbol(),
            direction(trade.entrySide()),
            trade.opened().value(),
            trade.entryTs().micros(),
            trade.avgEntry().value(),
            exitTs(trade).micros(),
            amount(trade.avgExit()),
            trade.exitReason(),
            trade.gross().value(),
            trade.fees().value(),
            trade.net().value(),
            trade.account(),
            trade.signalId(),
            amount(trade.initialStop()),
            trade.slippage().value(),
            trade.mae(),
            trade.mfe()));
  }

  /** LONG for a position entered with a BUY, SHORT for one entered with a SELL. */
  public static String direction(Side entrySide) {
    return entrySide == Side.BUY ? "LONG" : "SHORT";
  }

  private static EventTime exitTs(Position trade) {
    EventTime exitTs = trade.exitTs();
    return exitTs == null ? trade.origin().ts() : exitTs;
  }

  private static @Nullable BigDecimal amount(@Nullable Price price) {
    return price == null ? null : price.value();
  }
}
