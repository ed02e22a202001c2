package io.tapeline.core.export;

import io.tapeline.core.signal.Signal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Signals as CSV; {@code evidence} holds each condition as {@code name=numbers}. */
public final class SignalCsv {

  /** The column names, without line end. */
  public static final String HEADER =
      "id,ts,seq,account,strategy,symbol,side,refPrice,quantity,stop,target,confidence,evidence";

  /** The order of the lines in a file: by time, then cause, then id. */
  public static final Comparator<Signal> ORDER =
      Comparator.comparing((Signal signal) -> signal.origin().ts())
          .thenComparingLong(signal -> signal.origin().seq())
          .thenComparing(Signal::id);

  private SignalCsv() {}

  /** One signal as a line without line end. */
  public static String line(Signal signal) {
    return Csv.line(
        Arrays.asList(
            signal.signalId(),
            signal.origin().ts().micros(),
            signal.origin().seq(),
            signal.account(),
            signal.strategy(),
            signal.symbol(),
            signal.side(),
            signal.refPrice().value(),
            signal.quantity().value(),
            signal.stop().value(),
            signal.target().value(),
            signal.confidence(),
            signal.evidence().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "))));
  }
}
