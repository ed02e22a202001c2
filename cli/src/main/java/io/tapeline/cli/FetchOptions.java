package io.tapeline.cli;

import io.tapeline.marketdata.instrument.InstrumentVenue;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code tapeline instruments fetch} can be told. */
final class FetchOptions {

  @Option(
      names = "--venue",
      required = true,
      paramLabel = "kraken|binance",
      description = "The venue to ask.")
  private InstrumentVenue venue = InstrumentVenue.KRAKEN;

  @Option(
      names = "--url",
      paramLabel = "BASE",
      description = "Where the venue answers, without the path; its public address.")
  private @Nullable String url;

  @Option(
      names = "--symbols",
      split = ",",
      paramLabel = "SYMBOL",
      description = "Only these, by any name of the venue, separated by commas; all.")
  private List<String> symbols = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write; instruments-VENUE.properties.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Tell what was fetched as one JSON object.")
  private boolean json;

  InstrumentVenue venue() {
    return venue;
  }

  List<String> symbols() {
    return symbols;
  }

  boolean json() {
    return json;
  }

  Path out() {
    Path given = out;
    return given == null ? Path.of("instruments-" + venue.label() + ".properties") : given;
  }

  /** Refuses a place where no file can be, before anything is asked for. */
  void checkOut() {
    Path parent = out().toAbsolutePath().getParent();
    if (Files.isDirectory(out()) || parent == null || !Files.isDirectory(parent)) {
      throw CommandException.wrongInput(
          "--out %s: name a file in a folder that is there".formatted(out()));
    }
  }

  URI url() {
    String given = url;
    if (given == null) {
      return venue.address();
    }
    if (!given.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[^?#\\s]*)?")) {
      throw CommandException.wrongInput(
          "--url %s: give an address such as %s".formatted(given, venue.address()));
    }
    try {
      return new URI(given);
    } catch (URISyntaxException e) {
      throw CommandException.wrongInput("--url %s: %s".formatted(given, e.getReason()));
    }
  }
}
