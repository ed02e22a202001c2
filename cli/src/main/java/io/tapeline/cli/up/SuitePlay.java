package io.tapeline.cli.up;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;

/** One play of a tape through the suite in this process, to its last consequence in the books. */
public final class SuitePlay implements AutoCloseable {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Suite suite;

  private SuitePlay(Suite suite) {
    this.suite = suite;
  }

  /**
   * Starts the suite on books of their own.
   *
   * @param properties given to every service
   * @param partitions of each topic
   */
  public static SuitePlay start(DataFolder books, Map<String, String> properties, int partitions)
      throws IOException {
    Suite suite = new Suite(books, properties, 0, partitions, (part, where) -> {});
    try {
      suite.start();
      return new SuitePlay(suite);
    } catch (IOException | RuntimeException e) {
      suite.close();
      throw e;
    }
  }

  /**
   * Waits until the tape is played and everything is in the books.
   *
   * @param stop asked again and again; if true, the wait is over
   * @throws IOException if the line has stopped or the books cannot be asked
   */
  public void awaitEnd(BooleanSupplier stop) throws IOException {
    OnceRun run = new OnceRun(suite);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrapServers()))) {
      while (!stop.getAsBoolean() && !(run.isPlayed() && run.isJournaled(admin))) {
        Throwable failure = suite.failure();
        if (failure != null) {
          throw new IOException("the line has stopped: " + failure);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the broker cannot be asked: " + e, e);
    }
  }

  /** The journal's database. */
  public DataSource books() {
    return suite.bean("journal", DataSource.class);
  }

  public String bootstrapServers() {
    return suite.bootstrapServers();
  }

  @Override
  public void close() {
    suite.close();
  }
}
