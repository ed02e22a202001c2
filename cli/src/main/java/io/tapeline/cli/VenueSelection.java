package io.tapeline.cli;

import io.tapeline.core.settings.LineSettings;
import io.tapeline.core.settings.SettingsException;
import io.tapeline.marketdata.instrument.InstrumentVenue;
import io.tapeline.marketdata.instrument.VenueInstrument;
import io.tapeline.marketdata.instrument.VenueListing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What of a venue's instruments is wanted.
 *
 * @param aliases names that were asked for and are not the venue's market data's, with those
 * @param leftOut one line for each entry that cannot be used
 */
record VenueSelection(
    InstrumentVenue venue,
    List<VenueInstrument> instruments,
    Map<String, String> aliases,
    List<String> leftOut) {

  private static final int NAMED = 5;

  /**
   * Selects symbols, all if there are none.
   *
   * @throws CommandException naming every symbol that the venue does not list, or that is unusable
   */
  static VenueSelection of(InstrumentVenue venue, VenueListing listing, List<String> symbols) {
    VenueSelection all = usable(venue, listing);
    if (symbols.isEmpty()) {
      return all;
    }
    VenueListing usable = new VenueListing(all.instruments(), all.leftOut());
    Set<VenueInstrument> wanted = new LinkedHashSet<>();
    Map<String, String> aliases = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String symbol : symbols) {
      usable
          .find(symbol)
          .ifPresentOrElse(
              found -> {
                wanted.add(found);
                if (!found.symbol().equals(symbol)) {
                  aliases.put(symbol, found.symbol());
                }
              },
              () -> missing.add(reason(symbol, all.leftOut())));
    }
    if (!missing.isEmpty()) {
      throw CommandException.wrongInput(
          "%s lists nothing usable under: %s".formatted(venue.label(), String.join(", ", missing)));
    }
    return new VenueSelection(venue, List.copyOf(wanted), aliases, List.of());
  }

  private static String reason(String symbol, List<String> leftOut) {
    return leftOut.stream()
        .filter(line -> line.startsWith(symbol + ": "))
        .findFirst()
        .orElse(symbol);
  }

  /** Leaves out what Tapeline's own limits refuse, so that the file can be read. */
  private static VenueSelection usable(InstrumentVenue venue, VenueListing listing) {
    List<VenueInstrument> usable = new ArrayList<>();
    List<String> leftOut = new ArrayList<>(listing.unusable());
    for (VenueInstrument instrument : listing.instruments()) {
      try {
        LineSettings.readStrictly(instrument.properties(), Set.of());
        usable.add(instrument);
      } catch (SettingsException e) {
        leftOut.add(instrument.symbol() + ": " + e.lines().getFirst());
      }
    }
    return new VenueSelection(venue, usable, Map.of(), leftOut);
  }

  private List<String> notTrading() {
    return instruments.stream()
        .filter(instrument -> !instrument.isTrading())
        .map(instrument -> instrument.symbol() + " (" + instrument.status() + ")")
        .toList();
  }

  /** What a user should know besides. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!notTrading().isEmpty()) {
      notes.add(note("not trading now", notTrading()));
    }
    if (!leftOut.isEmpty()) {
      notes.add(note("left out", leftOut));
    }
    return notes;
  }

  private static String note(String what, List<String> lines) {
    String more = lines.size() > NAMED ? ", …" : "";
    return "%d %s: %s%s"
        .formatted(
            lines.size(), what, String.join(", ", lines.stream().limit(NAMED).toList()), more);
  }

  Map<String, Object> report(Path file) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("venue", venue.label());
    report.put("file", file.toString());
    report.put("instruments", instruments.size());
    report.put("notTrading", notTrading());
    report.put("leftOut", leftOut);
    return report;
  }
}
