package io.tapeline.cli;

import io.tapeline.core.tape.WholeFile;
import io.tapeline.marketdata.instrument.FeeTier;
import io.tapeline.marketdata.instrument.VenueInstrument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** A venue's instruments as a file of settings; status and fee tiers are comments in it. */
final class InstrumentsFile {

  private InstrumentsFile() {}

  /** Writes the file: it appears whole, or what was there stays. */
  static void write(Path file, URI source, VenueSelection selection) {
    try {
      WholeFile.write(file, text(source, selection));
    } catch (IOException e) {
      throw CommandException.failed("--out %s cannot be written: %s".formatted(file, e));
    }
  }

  private static String text(URI source, VenueSelection selection) {
    StringBuilder text = new StringBuilder();
    comment(
        text,
        "Instruments of %s, fetched from %s at %s."
            .formatted(
                selection.venue().label(), source, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    comment(text, "For --settings of tapeline up, backtest and instruments list.");
    selection.instruments().forEach(instrument -> append(text, instrument));
    if (!selection.aliases().isEmpty()) {
      text.append('\n');
      selection
          .aliases()
          .forEach(
              (name, symbol) -> property(text, VenueInstrument.property(name, "alias-of"), symbol));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, VenueInstrument instrument) {
    text.append('\n');
    comment(text, "%s: %s".formatted(instrument.symbol(), instrument.status()));
    if (instrument.fees().size() > 1) {
      comment(
          text,
          "Maker/taker fees by volume of 30 days: "
              + instrument.fees().stream()
                  .map(InstrumentsFile::tier)
                  .collect(Collectors.joining(", ")));
    }
    instrument.properties().forEach((key, value) -> property(text, key, value));
  }

  private static String tier(FeeTier tier) {
    return "%s %s/%s"
        .formatted(
            tier.volume().toPlainString(),
            tier.maker().stripTrailingZeros().toPlainString(),
            tier.taker().stripTrailingZeros().toPlainString());
  }

  private static void comment(StringBuilder text, String words) {
    text.append("# ").append(escaped(words, "")).append('\n');
  }

  private static void property(StringBuilder text, String key, String value) {
    text.append(escaped(key, "\\:=#! ")).append('=').append(escaped(value, "\\ ")).append('\n');
  }

  /** Whatever a venue sends stays on its line, and no reader's encoding matters. */
  private static String escaped(String words, String special) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c < ' ' || c > '~') {
        text.append("\\u%04x".formatted((int) c));
      } else {
        if (special.indexOf(c) >= 0) {
          text.append('\\');
        }
        text.append(c);
      }
    }
    return text.toString();
  }
}
