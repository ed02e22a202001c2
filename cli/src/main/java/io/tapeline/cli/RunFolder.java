package io.tapeline.cli;

import io.tapeline.backtest.diff.Row;
import io.tapeline.backtest.diff.RunRows;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder that {@code --out} leaves behind, read back. */
public final class RunFolder {

  /** What the run was. */
  public static final String INFO = "run.json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private RunFolder() {}

  /** Writes {@code run.json}. */
  public static void write(RunFiles files, RunInfo info) throws IOException {
    files.write(INFO, writer -> writer.write(JSON.writeValueAsString(info) + "\n"));
  }

  /**
   * Reads a run.
   *
   * @throws CommandException if the folder is none of a run, or a file in it cannot be read
   */
  public static RunRows read(Path folder) throws IOException {
    RunInfo info = info(folder);
    Map<RunTable, List<Row>> tables = new EnumMap<>(RunTable.class);
    for (RunTable table : RunTable.values()) {
      Path file = folder.resolve(table.fileName());
      if (!Files.isRegularFile(file)) {
        throw CommandException.wrongInput(
            "%s: %s is missing; make the run again with --out".formatted(folder, table.fileName()));
      }
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        tables.put(table, Row.read(reader));
      } catch (IOException e) {
        throw CommandException.wrongInput("%s: %s".formatted(file, e.getMessage()));
      }
    }
    return new RunRows(info, info.lastSeq(), tables);
  }

  private static RunInfo info(Path folder) throws IOException {
    Path file = folder.resolve(INFO);
    if (!Files.isRegularFile(file)) {
      throw CommandException.wrongInput(
          "%s is no folder of a run: it has no %s; name one that --out of backtest or up --once left"
              .formatted(folder, INFO));
    }
    try {
      return JSON.readValue(Files.readString(file), RunInfo.class);
    } catch (JacksonException e) {
      throw CommandException.wrongInput(
          "%s cannot be read: %s".formatted(file, e.getOriginalMessage()));
    }
  }
}
