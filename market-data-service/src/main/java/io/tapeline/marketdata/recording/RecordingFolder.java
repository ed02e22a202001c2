package io.tapeline.marketdata.recording;

import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder of a feed's tapes. One process at a time writes in it. */
public final class RecordingFolder implements AutoCloseable {

  private static final String STATE = "recording.json";
  private static final String LOCK = "recording.lock";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path path;
  private final FileChannel lock;

  private RecordingFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the folder, and makes it if need be.
   *
   * @throws TapeException if another process records there, or it cannot be made
   */
  static RecordingFolder open(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new TapeException(path + ": the folder cannot be made: " + e, e);
    }
    FileChannel lock = locked(path.resolve(LOCK));
    if (lock == null) {
      throw new TapeException(
          path + ": another process records into it; stop that one or name another folder");
    }
    return new RecordingFolder(path, lock);
  }

  /** True if a recorder is writing into the folder that the tape lies in. */
  public static boolean isBeingWritten(Path tape) throws IOException {
    Path folder = tape.toAbsolutePath().getParent();
    Path feed = folder == null ? null : folder.getParent();
    if (feed == null || !Files.exists(feed.resolve(LOCK))) {
      return false;
    }
    try (FileChannel lock = locked(feed.resolve(LOCK))) {
      return lock == null;
    }
  }

  private static @Nullable FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
    }
    channel.close();
    return null;
  }

  Path path() {
    return path;
  }

  RecordingState state() throws IOException {
    Path file = path.resolve(STATE);
    if (!Files.exists(file)) {
      return RecordingState.FRESH;
    }
    try {
      return JSON.readValue(Files.readString(file), RecordingState.class);
    } catch (JacksonException e) {
      throw new TapeException(
          "%s: cannot be read (%s); move it away to go on without what it knows"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Whole or not at all, also when the machine goes down. */
  void write(RecordingState state) throws IOException {
    WholeFile.write(path.resolve(STATE), JSON.writeValueAsString(state) + "\n");
  }

  /** Gives the folder up. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
