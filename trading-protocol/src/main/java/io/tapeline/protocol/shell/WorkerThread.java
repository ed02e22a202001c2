package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps a worker until it is stopped. */
final class WorkerThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(4);
  private static final Duration END = Duration.ofSeconds(10);

  private final Worker<?> worker;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean halted;
  private volatile @Nullable Throwable failure;

  WorkerThread(String name, Worker<?> worker) {
    this.worker = worker;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Nullable Throwable failure() {
    return failure;
  }

  String says() {
    Throwable failed = failure;
    String trouble = worker.trouble();
    if (failed != null) {
      return "stopped: " + failed.getMessage();
    }
    return trouble == null
        ? worker.state().inWords()
        : worker.state().inWords() + ", after: " + trouble;
  }

  private void run() {
    try {
      Duration patience = PATIENCE;
      while (!worker.isStopping()) {
        patience = worker.turn() ? PATIENCE : waitFor(patience);
      }
    } catch (WakeupException | InterruptException e) {
      if (!worker.isStopping()) {
        fail(e);
      }
    } catch (RuntimeException e) {
      if (!halted) {
        fail(e);
      }
    }
    end();
  }

  private void end() {
    if (failure != null) {
      return;
    }
    try {
      if (halted) {
        worker.vanish();
      } else {
        worker.finish();
      }
    } catch (RuntimeException e) {
      LOG.warn("{}: at the end: {}", thread.getName(), e.toString());
    }
  }

  private void fail(RuntimeException e) {
    failure = e;
    LOG.error("{}: stopped, nothing more goes out: {}", thread.getName(), e.toString(), e);
    worker.fail(e);
  }

  private Duration waitFor(Duration patience) {
    try {
      if (stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return PATIENCE;
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    Duration doubled = patience.multipliedBy(2);
    return doubled.compareTo(MOST_PATIENCE) < 0 ? doubled : MOST_PATIENCE;
  }

  @Override
  public void close() {
    worker.stop();
    stopped.countDown();
    join();
    thread.interrupt();
  }

  void halt() {
    halted = true;
    worker.stop();
    stopped.countDown();
    thread.interrupt();
    if (!Thread.currentThread().equals(thread)) {
      join();
    }
  }

  private void join() {
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
