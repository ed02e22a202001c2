package io.tapeline.marketdata.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Work beside a stream, each piece on a thread of its own, until it is done or given up. */
public final class Errands implements AutoCloseable {

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** A piece of work; an interrupt ends it. */
  @FunctionalInterface
  public interface Errand {

    void run() throws InterruptedException;
  }

  /** Begins one. */
  public void begin(String name, Errand errand) {
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(errand));
    threads.add(thread);
    thread.start();
  }

  private void run(Errand errand) {
    try {
      errand.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
