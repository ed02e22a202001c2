package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quotes of currency brokers: TrueFX and Dukascopy. */
final class CurrencyTicks {

  private static final Pattern DUKASCOPY_NAME =
      Pattern.compile("(?i)([a-z0-9.]+)[-_]ticks?(?:[-_ ].*)?");
  private static final List<String> TIME = List.of("gmt time", "local time", "timestamp", "time");
  private static final List<String> BID = List.of("bid", "bidprice", "bid_price");
  private static final List<String> ASK = List.of("ask", "askprice", "ask_price");
  private static final List<String> BID_SIZE = List.of("bidvolume", "bid_volume");
  private static final List<String> ASK_SIZE = List.of("askvolume", "ask_volume");

  private CurrencyTicks() {}

  /** {@code EUR/USD,20140501 00:00:00.123,1.38,1.39}: symbol, time, bid, ask. */
  static Layout truefx(Opening file) throws TapeException {
    file.refuseSymbol();
    return TableLayout.of(
        file.agreed(TapeKind.QUOTES),
        null,
        List.of(4),
        Cell.time(1, SourceTime.COMPACT),
        Cell.at(0),
        Cell.at(2),
        Cell.empty(),
        Cell.at(3),
        Cell.empty());
  }

  /**
   * Columns by their header, as JForex and the usual downloaders write it. A time without a zone is
   * UTC. Sizes stay what they are, millions as a rule.
   */
  static Layout dukascopy(Opening file) throws TapeException {
    if (!file.header()) {
      throw file.wrong(
          "line 1: has no header such as 'Gmt time,Ask,Bid,AskVolume,BidVolume'; for a file without"
              + " one use --format columns");
    }
    Matcher name = DUKASCOPY_NAME.matcher(file.stem());
    String symbol = name.matches() ? name.group(1).toUpperCase(Locale.ROOT) : null;
    return TableLayout.of(
        file.agreed(TapeKind.QUOTES),
        symbol,
        List.of(file.first().size()),
        Cell.time(one(file, TIME), SourceTime.DUKASCOPY),
        Cell.fixed(file.symbol(symbol)),
        Cell.at(one(file, BID)),
        ifThere(file, BID_SIZE),
        Cell.at(one(file, ASK)),
        ifThere(file, ASK_SIZE));
  }

  private static int one(Opening file, List<String> names) throws TapeException {
    for (String name : names) {
      if (file.place(name) >= 0) {
        return file.place(name);
      }
    }
    throw file.wrong(
        "line 1: has no column '%s'; its header is '%s'"
            .formatted(String.join("' or '", names), file.shortened()));
  }

  private static Cell ifThere(Opening file, List<String> names) {
    for (String name : names) {
      if (file.place(name) >= 0) {
        return Cell.at(file.place(name));
      }
    }
    return Cell.empty();
  }
}
