package io.tapeline.core.export;

import io.tapeline.core.decision.Decision;
import io.tapeline.core.order.Fill;
import io.tapeline.core.order.OrderEvent;
import io.tapeline.core.position.Position;
import io.tapeline.core.position.PositionState;
import io.tapeline.core.signal.Signal;
import io.tapeline.core.stage.Event;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables a run leaves behind, each a CSV file: the chain from signal to trade. */
public enum RunTable {
  SIGNALS(SignalCsv.HEADER),
  DECISIONS(DecisionCsv.HEADER),
  ORDERS(OrderCsv.HEADER),
  FILLS(FillCsv.HEADER),
  TRADES(TradeCsv.HEADER);

  private final String header;

  RunTable(String header) {
    this.header = header;
  }

  /** The column names, without line end. */
  public String header() {
    return header;
  }

  /** The table's name in lower case: {@code trades}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of its file: {@code trades.csv}. */
  public String fileName() {
    return label() + ".csv";
  }

  /** The table an event of the line has a line in, null if none. */
  public static @Nullable RunTable of(Event event) {
    return switch (event) {
      case Signal _ -> SIGNALS;
      case Decision _ -> DECISIONS;
      case OrderEvent _ -> ORDERS;
      case Fill _ -> FILLS;
      case Position position when position.state() == PositionState.CLOSED -> TRADES;
      default -> null;
    };
  }

  /**
   * The line of an event.
   *
   * @param latencyMicros of the line, for fills; null where there is none
   * @throws IllegalArgumentException if the event has no line in any table
   */
  public static String line(Event event, @Nullable Long latencyMicros) {
    return switch (event) {
      case Signal signal -> SignalCsv.line(signal);
      case Decision decision -> DecisionCsv.line(decision);
      case OrderEvent step -> OrderCsv.line(step);
      case Fill fill -> FillCsv.line(fill, latencyMicros);
      case Position position -> TradeCsv.line(position);
      default ->
          throw new IllegalArgumentException("no table for " + event.getClass().getSimpleName());
    };
  }
}
