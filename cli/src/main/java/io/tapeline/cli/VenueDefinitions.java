package io.tapeline.cli;

import io.tapeline.marketdata.instrument.InstrumentVenue;
import io.tapeline.marketdata.instrument.VenueException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The instruments of a live feed, as their venue publishes them when the suite starts. They are
 * kept in a file, which serves where the venue cannot be asked.
 */
public final class VenueDefinitions {

  private VenueDefinitions() {}

  /** True if the venue publishes its instruments. */
  public static boolean has(String venue) {
    return List.of(InstrumentVenue.values()).stream().anyMatch(v -> v.label().equals(venue));
  }

  /**
   * Properties of the symbols.
   *
   * @param given settings of the user; the venue's address is among them if it is not the public
   *     one
   * @param kept file of what was published last
   * @throws CommandException if the venue does not have a symbol, or cannot be asked and was never
   */
  public static Map<String, String> properties(
      String venue, List<String> symbols, Map<String, String> given, Path kept, Console console)
      throws IOException {
    InstrumentVenue known = InstrumentVenue.of(venue);
    String address = given.get("tapeline." + venue + ".rest-url");
    URI base = address == null ? known.address() : URI.create(address);
    try {
      VenueSelection selection = VenueSelection.of(known, known.fetch(base), symbols);
      InstrumentsFile.write(kept, known.request(base), selection);
      selection.notes().forEach(console::note);
      return SettingsFile.read(kept);
    } catch (VenueException e) {
      if (Files.exists(kept) && covers(SettingsFile.read(kept), symbols)) {
        console.note(
            "takes the instruments of %s as they were published last: %s"
                .formatted(venue, e.getMessage()));
        return SettingsFile.read(kept);
      }
      throw CommandException.failed(
          "the instruments of %s are not known: %s".formatted(venue, e.getMessage()));
    }
  }

  private static boolean covers(Map<String, String> kept, List<String> symbols) {
    return symbols.stream()
        .allMatch(
            symbol ->
                kept.containsKey("tapeline.instruments." + symbol + ".tick-size")
                    || kept.containsKey("tapeline.instruments." + symbol + ".alias-of"));
  }
}
