package io.tapeline.core.tape;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeline.core.stage.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tapes for tests: real ones that lie beside the project, and small ones written on the spot. */
public final class Tapes {

  private Tapes() {}

  /** A shared tape by its name without {@code .csv.gz}; skips the test where it is absent. */
  public static Path shared(String name) {
    Path file =
        Path.of(System.getProperty("tapeline.root", "."), "..", "shared", "data", name + ".csv.gz")
            .normalize();
    assumeTrue(Files.isReadable(file), () -> "skipped: no shared market data at " + file);
    return file;
  }

  /** Writes a plain tape of these lines. */
  public static Path write(Path folder, String name, String... lines) throws IOException {
    return Files.writeString(
        folder.resolve(name), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }

  public static List<Event> play(TapeFeed.Settings settings, Path... files) throws IOException {
    List<Event> events = new ArrayList<>();
    try (TapeFeed feed = TapeFeed.open(List.of(files), settings)) {
      for (Event event = feed.next(); event != null; event = feed.next()) {
        events.add(event);
      }
    }
    return events;
  }

  public static List<TapeRow> rows(Path file) throws IOException {
    List<TapeRow> rows = new ArrayList<>();
    try (TapeReader reader = TapeReader.open(file)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }
}
