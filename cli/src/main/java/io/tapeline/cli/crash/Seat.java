package io.tapeline.cli.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A place in the table of processes: always the same command and port, one life after the other.
 *
 * <p>A thread of its own watches it: notes when a new life listens and when it is ready, starts it
 * again where it ended by itself, as a service manager would, and says when it is beyond hope.
 */
final class Seat implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration LOOK_WHEN_READY = Duration.ofMillis(500);

  /** Longest time a process that ended or was killed may need until it is ready. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** How long a service may say that it has stopped, before that is taken for final. */
  private static final Duration STOPPED_PATIENCE = Duration.ofSeconds(20);

  /** Pause before a process that ended by itself is started again. */
  private static final Duration RESTART_AFTER = Duration.ofMillis(200);

  private static final int MOST_OWN_EXITS = 20;

  private final Instance instance;
  private final List<String> command;
  private final int port;
  private final Path log;
  private final Probe probe;
  private final Tally tally;
  private final Thread watcher;
  private @Nullable Life life;
  private boolean restartIsOurs;
  private boolean closed;
  private boolean recovering;
  private boolean afterKill;
  private long recoveringSince;
  private long listeningAt;
  private long stoppedSince;
  private int exitsInARow;
  private volatile boolean ready;
  private volatile String lastSaid = "not asked yet";
  private volatile @Nullable String failure;

  Seat(Instance instance, Setup setup, Probe probe, Tally tally) {
    this.instance = instance;
    this.command = setup.command(instance);
    this.port = setup.port(instance);
    this.log = setup.log(instance);
    this.probe = probe;
    this.tally = tally;
    this.watcher = Thread.ofVirtual().name("watch-" + instance.name()).unstarted(this::watch);
  }

  Instance instance() {
    return instance;
  }

  /** Starts the process for the first time. */
  void open() throws IOException {
    begin();
    watcher.start();
  }

  /** Starts the process again after {@link #kill()}. */
  void reopen() throws IOException {
    begin();
  }

  private synchronized void begin() throws IOException {
    if (closed) {
      return;
    }
    Life begun = Life.begin(command, log);
    life = begun;
    restartIsOurs = false;
    ready = false;
    recovering = true;
    recoveringSince = begun.startedNanos();
    listeningAt = 0;
    stoppedSince = 0;
  }

  /** SIGKILL; returns what to wait for before {@link #reopen()}. */
  synchronized List<ProcessHandle> kill() {
    Life present = life;
    if (present == null || closed) {
      return List.of();
    }
    tally.killed(recovering);
    restartIsOurs = true;
    ready = false;
    afterKill = true;
    exitsInARow = 0;
    return present.kill();
  }

  /** SIGSTOP; {@link #resume()} ends the pause. */
  synchronized void pause() throws IOException {
    Life present = life;
    if (present != null && !closed) {
      tally.paused();
      present.pause();
    }
  }

  /** SIGCONT; ready is what answers anew. */
  synchronized void resume() throws IOException {
    Life present = life;
    if (present != null && !closed) {
      ready = false;
      present.resume();
    }
  }

  /** True while it does its work. */
  boolean isReady() {
    return ready;
  }

  /** Why it will not come back, null while it may. */
  @Nullable String failure() {
    return failure;
  }

  /** What it said last when it was asked. */
  String lastSaid() {
    return instance.name() + ": " + (ready ? "ready" : lastSaid);
  }

  private void watch() {
    try {
      while (failure == null && !isClosed()) {
        Life present = present();
        if (present == null) {
          LockSupport.parkNanos(LOOK.toNanos());
        } else if (present.isOver()) {
          LockSupport.parkNanos(RESTART_AFTER.toNanos());
          exited(present);
        } else {
          look(present);
          LockSupport.parkNanos((ready ? LOOK_WHEN_READY : LOOK).toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      failure = instance.name() + " cannot be started again: " + e;
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** The life to look after, null between a kill and the new start. */
  private synchronized @Nullable Life present() {
    return restartIsOurs ? null : life;
  }

  /** A service manager starts it again; the time until it is ready goes on. */
  private synchronized void exited(Life over) throws IOException {
    if (closed || restartIsOurs || life != over) {
      return;
    }
    tally.exited();
    exitsInARow++;
    boolean overdue = recovering && since(recoveringSince) > PATIENCE.toNanos();
    if (overdue || exitsInARow > MOST_OWN_EXITS) {
      failure =
          "%s ended by itself with status %d again and again, see %s"
              .formatted(instance.name(), over.status(), log);
      return;
    }
    boolean wasRecovering = recovering;
    long since = recoveringSince;
    begin();
    if (wasRecovering) {
      recoveringSince = since;
    }
  }

  private void look(Life asked) throws InterruptedException {
    if (!ready && !isListening()) {
      overdue(asked, "does not listen");
      return;
    }
    noteListening(asked);
    switch (probe.ask()) {
      case Probe.Ready _ -> noteReady(asked);
      case Probe.Unready unready -> overdue(asked, unready.why());
      case Probe.Stopped stopped -> noteStopped(asked, stopped.why());
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private synchronized void noteListening(Life asked) {
    if (asked.equals(life) && listeningAt == 0) {
      listeningAt = System.nanoTime();
    }
  }

  private synchronized void noteReady(Life asked) {
    if (!asked.equals(life) || restartIsOurs) {
      return;
    }
    ready = true;
    stoppedSince = 0;
    exitsInARow = 0;
    if (recovering && afterKill) {
      tally.recovered(
          Duration.ofNanos(listeningAt - recoveringSince),
          Duration.ofNanos(since(recoveringSince)));
    }
    recovering = false;
    afterKill = false;
  }

  /** Not ready: for good, if that lasts. */
  private synchronized void overdue(Life asked, String why) {
    if (!asked.equals(life) || restartIsOurs) {
      return;
    }
    lastSaid = why;
    if (recovering && since(recoveringSince) > PATIENCE.toNanos()) {
      failure = "%s is not ready after %s: %s".formatted(instance.name(), PATIENCE, why);
    }
  }

  private synchronized void noteStopped(Life asked, String why) {
    if (!asked.equals(life) || restartIsOurs) {
      return;
    }
    lastSaid = why;
    ready = false;
    if (stoppedSince == 0) {
      stoppedSince = System.nanoTime();
    } else if (since(stoppedSince) > STOPPED_PATIENCE.toNanos()) {
      failure = "%s has stopped for good: %s".formatted(instance.name(), why);
    }
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }

  /** Kills the process, if it lives; nothing is started here any more. */
  @Override
  public void close() {
    List<ProcessHandle> killed;
    synchronized (this) {
      closed = true;
      killed = life == null ? List.of() : life.kill();
    }
    watcher.interrupt();
    try {
      Life.awaitEnd(killed);
    } catch (IOException e) {
      failure = e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
