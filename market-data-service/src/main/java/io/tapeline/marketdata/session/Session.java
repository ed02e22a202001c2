package io.tapeline.marketdata.session;

import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.tape.WholeFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session's folder: {@code run.json}, {@code recording.json}, the market events in {@code
 * events.csv.gz}, and a table each for what followed from them.
 */
public final class Session {

  static final String EVENTS = "events.csv.gz";
  static final String STATE = "recording.json";
  private static final String INFO = "run.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  Session(Path folder) {
    this.folder = folder;
  }

  /** Its name among the sessions. */
  public String id() {
    return String.valueOf(folder.getFileName());
  }

  Path folder() {
    return folder;
  }

  static String file(RunTable table) {
    return table.fileName() + ".gz";
  }

  boolean isThere() {
    return Files.isRegularFile(folder.resolve(STATE)) && Files.isRegularFile(folder.resolve(INFO));
  }

  /** How far it is written; a session that is being written is read by this alone. */
  public SessionState state() throws IOException {
    return read(STATE, SessionState.class);
  }

  /** What the run was, without event numbers; those are in {@link #state}. */
  public RunInfo info() throws IOException {
    return read(INFO, RunInfo.class);
  }

  private <T> T read(String name, Class<T> type) throws IOException {
    Path file = folder.resolve(name);
    try {
      return JSON.readValue(Files.readString(file), type);
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  void write(SessionState state) throws IOException {
    write(STATE, JSON.writeValueAsString(state));
  }

  void write(RunInfo info) throws IOException {
    write(INFO, JSON.writeValueAsString(info));
  }

  private void write(String name, String text) throws IOException {
    WholeFile.write(folder.resolve(name), text + "\n");
  }

  /** The file of its market events, written up to {@link SessionState#lastSeq}. */
  public Path events() {
    return folder.resolve(EVENTS);
  }

  /**
   * The rows of a table as far as they were written at {@code state}; the caller closes it.
   *
   * @throws IOException if the file is shorter than that, or damaged
   */
  public BufferedReader table(RunTable table, SessionState state) throws IOException {
    String name = file(table);
    long length = state.bytes().getOrDefault(name, 0L);
    if (length == 0) {
      return new BufferedReader(new StringReader(table.header()));
    }
    Path file = folder.resolve(name);
    if (Files.size(file) < length) {
      throw new IOException(
          "%s: has %d bytes, %d were written".formatted(file, Files.size(file), length));
    }
    InputStream rows =
        new GZIPInputStream(new FirstBytes(Files.newInputStream(file), length), 1 << 16);
    return new BufferedReader(new InputStreamReader(rows, StandardCharsets.UTF_8));
  }

  /** Bytes of the whole folder. */
  public long bytes() throws IOException {
    long bytes = 0;
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** The beginning of a file; what is behind is not seen. */
  private static final class FirstBytes extends InputStream {

    private final InputStream source;
    private long left;

    FirstBytes(InputStream source, long length) {
      this.source = source;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      int value = left == 0 ? -1 : source.read();
      if (value >= 0) {
        left--;
      }
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = left == 0 ? -1 : source.read(target, offset, (int) Math.min(length, left));
      if (read > 0) {
        left -= read;
      }
      return read;
    }

    /** A gzip reader looks here whether another member follows. */
    @Override
    public int available() {
      return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
