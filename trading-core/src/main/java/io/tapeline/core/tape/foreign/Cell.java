package io.tapeline.core.tape.foreign;

import io.tapeline.core.tape.BadRow;
import java.util.List;
import java.util.Locale;

/** Makes one cell of a tape's row from the fields of a line. */
interface Cell {

  String of(List<String> fields) throws BadRow;

  /** The field as it is. */
  static Cell at(int place) {
    return fields -> fields.get(place);
  }

  /** The same in every row. */
  static Cell fixed(String text) {
    return _ -> text;
  }

  /** What the source does not tell. */
  static Cell empty() {
    return fixed("");
  }

  /** The field as a time. */
  static Cell time(int place, SourceTime time) {
    return fields -> Long.toString(time.micros(fields.get(place)));
  }

  /** Who crossed the spread, told by whether the buyer was the one who waited. */
  static Cell buyerWaited(int place) {
    return fields ->
        switch (fields.get(place).toLowerCase(Locale.ROOT)) {
          case "true", "1" -> "SELL";
          case "false", "0" -> "BUY";
          default ->
              throw new BadRow(
                  "UNKNOWN_SIDE",
                  "buyer-is-maker '" + fields.get(place) + "' is not true or false");
        };
  }

  /** Whether a row belongs to a snapshot, told by a word or by true and false. */
  static Cell snapshot(int place) {
    return fields ->
        switch (fields.get(place).toLowerCase(Locale.ROOT)) {
          case "true", "1" -> "snapshot";
          case "false", "0" -> "update";
          default -> fields.get(place);
        };
  }
}
