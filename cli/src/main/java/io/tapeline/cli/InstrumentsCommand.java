package io.tapeline.cli;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.settings.InstrumentDefinition;
import io.tapeline.core.settings.InstrumentValue;
import io.tapeline.core.settings.LineSettings;
import io.tapeline.marketdata.instrument.VenueListing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapeline instruments}: what is known of what can be traded. */
@Command(
    name = "instruments",
    description = "Shows the definitions of instruments, and fetches those of a venue.",
    mixinStandardHelpOptions = true)
final class InstrumentsCommand {

  private static final String DEFAULT = "default";

  private final Console console;

  InstrumentsCommand(Console console) {
    this.console = console;
  }

  /** Prints every value of the instruments and where it came from. */
  @Command(
      name = "list",
      description = "Prints every value of the known instruments, and where it came from.",
      mixinStandardHelpOptions = true)
  int list(
      @Parameters(
              arity = "0..*",
              paramLabel = "SYMBOL",
              description = "Only these, whether they are configured or not.")
          List<String> symbols,
      @Mixin SettingsOptions settings,
      @Option(names = "--json", description = "One JSON array instead of text.") boolean json) {
    settings.check();
    List<String> wanted = symbols == null ? List.of() : symbols;
    List<InstrumentDefinition> all =
        settings.read(
            () ->
                LineSettings.instruments(
                    settings.given(), wanted.stream().map(Symbol::new).toList()));
    List<InstrumentDefinition> shown =
        all.stream().filter(known -> wanted.isEmpty() || wanted.contains(name(known))).toList();
    console.out().println(json ? json(shown, settings) : text(shown, settings));
    console.out().flush();
    return ExitStatus.DONE;
  }

  /** Writes a venue's definitions into a file of settings. */
  @Command(
      name = "fetch",
      description = {
        "Fetches the tick sizes, lots, minimums and fees that a venue publishes,",
        "into a file for --settings of the commands that trade."
      },
      mixinStandardHelpOptions = true)
  int fetch(@Mixin FetchOptions options) throws IOException {
    options.checkOut();
    VenueListing listing = options.venue().fetch(options.url());
    VenueSelection selection = VenueSelection.of(options.venue(), listing, options.symbols());
    InstrumentsFile.write(options.out(), options.venue().request(options.url()), selection);
    if (options.json()) {
      console.out().println(Json.of(selection.report(options.out())));
    } else {
      console
          .out()
          .printf(
              "%s: %d instruments in %s%n",
              options.venue().label(), selection.instruments().size(), options.out());
    }
    console.out().flush();
    selection.notes().forEach(console::note);
    return ExitStatus.DONE;
  }

  private static String name(InstrumentDefinition definition) {
    return definition.instrument().symbol().value();
  }

  private static String json(List<InstrumentDefinition> shown, SettingsOptions settings) {
    return Json.of(
        shown.stream()
            .map(
                definition -> {
                  Map<String, Object> values = new LinkedHashMap<>();
                  definition
                      .values()
                      .forEach(value -> values.put(value.field(), json(value, settings)));
                  Map<String, Object> object = new LinkedHashMap<>();
                  object.put("symbol", name(definition));
                  object.put("values", values);
                  return object;
                })
            .toList());
  }

  private static Map<String, Object> json(InstrumentValue value, SettingsOptions settings) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("value", value.value());
    object.put("source", value.property().isEmpty() ? DEFAULT : settings.source(value.property()));
    object.put("property", value.property().isEmpty() ? null : value.property());
    return object;
  }

  private static String text(List<InstrumentDefinition> shown, SettingsOptions settings) {
    StringBuilder text = new StringBuilder();
    for (InstrumentDefinition definition : shown) {
      text.append(name(definition)).append('\n');
      for (InstrumentValue value : definition.values()) {
        text.append(
            "  %-13s  %-14s  %s%n"
                .formatted(value.field(), value.value(), origin(value, settings)));
      }
    }
    return text.toString().stripTrailing();
  }

  private static String origin(InstrumentValue value, SettingsOptions settings) {
    return value.property().isEmpty()
        ? DEFAULT
        : settings.source(value.property()) + " " + value.property();
  }
}
