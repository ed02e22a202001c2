package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.time.EventTime;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * LOBSTER's pairs of files: messages ({@code time,type,order id,size,price,direction}) and the
 * order book after each of them. Executions, visible and hidden, are trades; the other messages
 * tell nothing of trades.
 *
 * <p>Times are seconds since midnight in New York, the day being in the file's name; prices are in
 * 1/10000 USD. The direction is that of the order that waited, so the aggressor is the other side.
 * From 14 July 2014 on the direction of hidden executions is always 1 and tells nothing.
 */
final class Lobster {

  private static final Pattern NAME =
      Pattern.compile("([^_]+)_(\\d{4}-\\d{2}-\\d{2})_\\d+_\\d+_message_\\d+");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate HIDDEN_SIDES_END = LocalDate.of(2014, 7, 14);
  private static final int DECIMALS = 4;
  private static final int COLUMNS = 6;

  private Lobster() {}

  /** The message files of those named, an order book file standing for its message file. */
  static List<Path> messageFiles(List<Path> inputs) {
    Set<Path> messages = new LinkedHashSet<>();
    for (Path input : inputs) {
      String name = String.valueOf(input.getFileName());
      messages.add(input.resolveSibling(name.replace("_orderbook_", "_message_")));
    }
    return List.copyOf(messages);
  }

  static Layout layout(Opening file) throws TapeException {
    Matcher name = NAME.matcher(file.stem());
    if (!name.matches()) {
      throw file.wrong(
          "its name does not tell symbol and day as in"
              + " AAPL_2012-06-21_34200000_57600000_message_10.csv; give it that name");
    }
    TapeKind kind = file.settings().kind();
    if (kind == null) {
      throw file.wrong("LOBSTER's files hold trades and a book; give --kind trades or --kind book");
    }
    if (kind != TapeKind.TRADES && kind != TapeKind.BOOK) {
      throw file.wrong("holds trades and a book, not " + kind.label());
    }
    Messages messages = new Messages(day(file, name.group(2)), file.symbol(name.group(1)));
    if (kind == TapeKind.TRADES) {
      return new Trades(messages, name.group(1));
    }
    Path book = file.file().resolveSibling(file.name().replace("_message_", "_orderbook_"));
    if (!Files.exists(book)) {
      throw file.wrong("the order book %s must lie beside it".formatted(book.getFileName()));
    }
    return new LobsterBook(book, messages, name.group(1));
  }

  private static LocalDate day(Opening file, String text) throws TapeException {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw file.wrong("'" + text + "' in its name is no day");
    }
  }

  /** A price in 1/10000 USD as a decimal. */
  static String price(long units) {
    return BigDecimal.valueOf(units, DECIMALS).toPlainString();
  }

  /** A whole number of a file. */
  static long number(String what, String text) throws BadRow {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadRow("NOT_A_NUMBER", what + " '" + text + "' is not a whole number");
    }
  }

  /** What the messages of one day have in common. */
  record Messages(LocalDate day, String symbol) {

    List<String> fields(String line) throws BadRow {
      List<String> fields = Fields.of(line, ',');
      if (fields.size() != COLUMNS) {
        throw new BadRow("FIELD_COUNT", fields.size() + " fields where there should be " + COLUMNS);
      }
      return fields;
    }

    String time(List<String> fields) throws BadRow {
      long sinceMidnight = SourceTime.SECONDS.micros(fields.get(0));
      if (sinceMidnight < 0 || sinceMidnight >= 86_400L * EventTime.MICROS_PER_SECOND) {
        throw new BadRow("TS_NOT_A_NUMBER", "time '" + fields.get(0) + "' is not within a day");
      }
      long midnight = day.atStartOfDay(NEW_YORK).toEpochSecond() * EventTime.MICROS_PER_SECOND;
      return Long.toString(midnight + sinceMidnight);
    }

    private String aggressor(List<String> fields) throws BadRow {
      boolean hidden = fields.get(1).equals("5");
      return switch (fields.get(5)) {
        case "1", "-1" -> {
          if (hidden && !day.isBefore(HIDDEN_SIDES_END)) {
            yield "";
          }
          yield fields.get(5).equals("1") ? "SELL" : "BUY";
        }
        default ->
            throw new BadRow("UNKNOWN_SIDE", "direction '" + fields.get(5) + "' is not 1 or -1");
      };
    }
  }

  /** The executions of a message file. */
  private record Trades(Messages messages, String symbolInName) implements Layout {

    @Override
    public TapeKind kind() {
      return TapeKind.TRADES;
    }

    @Override
    public void read(String line, Rows rows) throws BadRow {
      List<String> fields = messages.fields(line);
      switch (fields.get(1)) {
        case "4", "5" ->
            rows.row(
                messages.time(fields),
                messages.symbol(),
                price(number("price", fields.get(4))),
                fields.get(3),
                messages.aggressor(fields));
        case "1", "2", "3", "6", "7" -> {}
        default ->
            throw new BadRow("UNKNOWN_TYPE", "message type '" + fields.get(1) + "' is not 1 to 7");
      }
    }
  }
}
