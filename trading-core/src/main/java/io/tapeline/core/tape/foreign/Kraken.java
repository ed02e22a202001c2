package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kraken's downloadable history: trades ({@code XBTUSD.csv}) and candles ({@code XBTUSD_5.csv}, the
 * number being minutes). Times are seconds, with or without a fraction; no aggressor is told.
 */
final class Kraken {

  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9.]+?)(?:_(\\d+))?");

  private Kraken() {}

  static Layout layout(Opening file) throws TapeException {
    Matcher name = NAME.matcher(file.stem());
    boolean named = name.matches();
    String symbol = named ? name.group(1).toUpperCase(Locale.ROOT) : null;
    String minutes = named ? name.group(2) : null;
    return switch (file.first().size()) {
      case 3 ->
          TableLayout.of(
              file.agreed(TapeKind.TRADES),
              symbol,
              List.of(3),
              Cell.time(0, SourceTime.SECONDS),
              Cell.fixed(file.symbol(symbol)),
              Cell.at(1),
              Cell.at(2),
              Cell.empty());
      case 7 ->
          TableLayout.of(
              file.agreed(TapeKind.CANDLES),
              symbol,
              List.of(7),
              Cell.time(0, SourceTime.SECONDS),
              Cell.fixed(file.symbol(symbol)),
              Cell.fixed(file.timeframe(minutes == null ? null : label(minutes))),
              Cell.at(1),
              Cell.at(2),
              Cell.at(3),
              Cell.at(4),
              Cell.at(5));
      default ->
          throw file.wrong(
              "line 1: Kraken's trades have 3 columns and its candles 7, here are %d: '%s'"
                  .formatted(file.first().size(), file.shortened()));
    };
  }

  private static String label(String minutes) {
    return minutes.equals("60") ? "1h" : minutes + "m";
  }
}
