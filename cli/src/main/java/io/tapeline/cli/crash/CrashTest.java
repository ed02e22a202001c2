package io.tapeline.cli.crash;

import io.tapeline.cli.up.DataFolder;
import io.tapeline.cli.up.SuitePlay;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The undisturbed run, then round after round of kills, each held against it. */
final class CrashTest implements AutoCloseable {

  /** Wall time of a round for each of its strikes, if nothing had to come back. */
  private static final double SECONDS_PER_STRIKE = 5;

  /** Fewer events under way than usual: a line that was held up rushes less to its own time. */
  private static final String SMALL_WINDOW = "64";

  private static final String UNDISTURBED = "undisturbed";

  private final DataFolder data;
  private final Database database;
  private final Tape tape;
  private final Map<String, String> properties;
  private final LoopbackPorts ports;
  private final Consumer<String> teller;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final List<Instance> instances;
  private volatile @Nullable Line running;
  private volatile boolean closed;

  /**
   * @param data where each round gets a folder of its own
   * @param properties given to every service, without those of the feed
   * @param instances processes of each service
   * @param teller told of each step
   */
  CrashTest(
      DataFolder data,
      Database database,
      Tape tape,
      Map<String, String> properties,
      int instances,
      LoopbackPorts ports,
      Consumer<String> teller) {
    this.data = data;
    this.database = database;
    this.tape = tape;
    this.properties = properties;
    this.ports = ports;
    this.teller = teller;
    this.instances = Instance.of(instances);
    this.instances.forEach(instance -> tallies.put(instance.name(), new Tally()));
  }

  List<Instance> instances() {
    return List.copyOf(instances);
  }

  /** What happened to each process in the rounds so far. */
  Map<String, Tally> tallies() {
    return tallies;
  }

  /**
   * Plays without a kill, in this process.
   *
   * @throws RoundFailure if it does not come to an end
   */
  Books undisturbed() throws IOException {
    Map<String, String> pace = new LinkedHashMap<>(properties);
    pace.put("tapeline.speed", "max");
    delete(data.shared(UNDISTURBED));
    try (SuitePlay play = SuitePlay.start(data.beside(UNDISTURBED), pace, partitions())) {
      play.awaitEnd(() -> closed);
      if (closed) {
        throw new RoundFailure("interrupted");
      }
      try (var consumer = Playing.consumer(play.bootstrapServers());
          Connection connection = play.books().getConnection()) {
        return Books.read(connection, consumer);
      }
    } catch (SQLException e) {
      throw new IOException("the books cannot be read: " + e.getMessage(), e);
    } finally {
      delete(data.shared(UNDISTURBED));
    }
  }

  private int partitions() {
    return Integer.parseInt(properties.getOrDefault("tapeline.kafka.partitions", "1"));
  }

  /**
   * Plays with these kills. The folder stays until {@link #forget}.
   *
   * @param oneByOne whether a blow waits until every process is ready, not only those it hits
   * @throws RoundFailure if the suite does not come back or does not come to an end
   */
  Books round(int number, List<Strike> strikes, boolean oneByOne) throws IOException {
    double seconds =
        strikes.stream()
            .mapToDouble(strike -> SECONDS_PER_STRIKE + strike.pause().toMillis() / 1e3)
            .sum();
    Map<String, String> pace = new LinkedHashMap<>(properties);
    pace.put(
        "tapeline.speed",
        Long.toString(
            Math.max(
                1, Math.round(tape.length().toSeconds() / Math.max(seconds, SECONDS_PER_STRIKE)))));
    pace.putIfAbsent("tapeline.window", SMALL_WINDOW);
    Path place = folderOf(number);
    delete(place);
    Files.createDirectories(place);
    Setup setup = new Setup(place, database, pace, instances, ports);
    try (Line line = new Line(setup, this::tally)) {
      running = line;
      if (closed) {
        throw new RoundFailure("interrupted");
      }
      line.start(partitions());
      return new Round(line, tape.lastSeq(), oneByOne, teller).play(strikes);
    }
  }

  Path folderOf(int number) {
    return data.shared("rounds").resolve("round-" + number);
  }

  private Tally tally(Instance instance) {
    return tallies.computeIfAbsent(instance.name(), name -> new Tally());
  }

  /** Deletes a round's folder. */
  void forget(int number) throws IOException {
    delete(folderOf(number));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Ends whatever runs; from any thread. */
  @Override
  public void close() {
    closed = true;
    Line line = running;
    if (line != null) {
      line.close();
    }
  }
}
