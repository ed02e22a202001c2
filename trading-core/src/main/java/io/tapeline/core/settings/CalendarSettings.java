package io.tapeline.core.settings;

import io.tapeline.core.instrument.AlwaysOpen;
import io.tapeline.core.instrument.TradingCalendar;
import io.tapeline.core.instrument.TradingWeek;
import io.tapeline.core.instrument.UsEquities;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The calendars by name, with the days that {@code tapeline.calendars.NAME.closed} and {@code
 * tapeline.calendars.us-equities.half-days} add to them: dates of New York, separated by commas.
 */
final class CalendarSettings {

  private static final String PREFIX = "tapeline.calendars.";

  private CalendarSettings() {}

  static Map<String, TradingCalendar> read(SettingsReader reader) {
    return Stream.of(
            new AlwaysOpen(),
            TradingWeek.metals(days(reader, TradingWeek.METALS, "closed")),
            TradingWeek.fx(days(reader, TradingWeek.FX, "closed")),
            new UsEquities(
                days(reader, UsEquities.NAME, "closed"),
                days(reader, UsEquities.NAME, "half-days")))
        .collect(Collectors.toMap(TradingCalendar::name, c -> c, (one, _) -> one, TreeMap::new));
  }

  private static Set<LocalDate> days(SettingsReader reader, String calendar, String field) {
    String key = PREFIX + calendar + "." + field;
    Set<LocalDate> days = new TreeSet<>();
    String text = reader.text(key, "");
    for (String day : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      try {
        days.add(LocalDate.parse(day.trim()));
      } catch (DateTimeParseException e) {
        reader.mistake(key, text, "dates such as 2025-01-09, separated by commas");
      }
    }
    return days;
  }
}
