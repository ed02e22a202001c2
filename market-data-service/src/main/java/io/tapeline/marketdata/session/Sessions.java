package io.tapeline.marketdata.session;

import io.tapeline.core.export.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sessions of a data folder, each in a folder of its own, named by when it began. */
public final class Sessions {

  private static final DateTimeFormatter BEGUN =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path root;

  public Sessions(Path root) {
    this.root = root;
  }

  /** Every session, newest first. */
  public List<Session> list() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .map(Session::new)
          .filter(Session::isThere)
          .sorted(Comparator.comparing(Session::id).reversed())
          .toList();
    }
  }

  /** The session of this name, null if there is none. */
  public @Nullable Session find(String id) throws IOException {
    return list().stream().filter(session -> session.id().equals(id)).findFirst().orElse(null);
  }

  /** The newest session on these books, null if there is none. */
  @Nullable Session newestOn(String cluster) throws IOException {
    for (Session session : list()) {
      if (session.state().cluster().equals(cluster)) {
        return session;
      }
    }
    return null;
  }

  Session begin(Instant now, RunInfo info, SessionState state) throws IOException {
    String name = BEGUN.format(now) + "-" + info.feed();
    Path folder = root.resolve(name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = root.resolve(name + "-" + i);
    }
    Files.createDirectories(folder);
    Session session = new Session(folder);
    session.write(info);
    session.write(state);
    return session;
  }

  /**
   * Deletes the oldest sessions until the limits hold; the current one always stays.
   *
   * @return bytes that are left
   */
  long prune(String current, int keep, long keepBytes) throws IOException {
    List<Session> kept = new ArrayList<>(list());
    long bytes = 0;
    for (Session session : kept) {
      bytes += session.bytes();
    }
    while (!kept.isEmpty() && (kept.size() > keep || bytes > keepBytes)) {
      Session oldest = kept.removeLast();
      if (!oldest.id().equals(current)) {
        bytes -= oldest.bytes();
        delete(oldest.folder());
      }
    }
    return bytes;
  }

  private static void delete(Path folder) throws IOException {
    // Without its state it is no session any more, whatever else is still there.
    Files.deleteIfExists(folder.resolve(Session.STATE));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
