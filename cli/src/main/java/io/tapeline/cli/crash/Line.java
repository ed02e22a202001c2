package io.tapeline.cli.crash;

import io.tapeline.protocol.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The running suite: a table of processes, each with its seat. */
final class Line implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration START = Duration.ofMinutes(8);

  private final Setup setup;
  private final Probes probes;
  private final Map<Instance, Seat> seats = new LinkedHashMap<>();
  private volatile boolean closed;

  Line(Setup setup, Function<Instance, Tally> tallies) {
    this.setup = setup;
    this.probes = new Probes(setup);
    for (Instance instance : setup.instances()) {
      seats.put(instance, new Seat(instance, setup, probes.of(instance), tallies.apply(instance)));
    }
  }

  /**
   * Starts every process: broker and database first, the services once those are ready.
   *
   * @param partitions of each topic
   */
  void start(int partitions) throws IOException {
    Files.createDirectories(setup.folder().resolve("logs"));
    setup.makeDatabase();
    List<Seat> ground = seats(instance -> !instance.part().isService());
    for (Seat seat : ground) {
      seat.open();
    }
    await("broker and database", START, () -> ground.stream().allMatch(Seat::isReady));
    createTopics(partitions);
    for (Seat seat : seats(instance -> instance.part().isService())) {
      seat.open();
    }
  }

  private List<Seat> seats(Predicate<Instance> which) {
    return seats.values().stream().filter(seat -> which.test(seat.instance())).toList();
  }

  private void createTopics(int partitions) throws IOException {
    try (Admin admin = Admin.create(Probes.clientConfig(setup.bootstrapServers()))) {
      admin.createTopics(Topics.newTopics(partitions, (short) 1)).all().get();
    } catch (ExecutionException e) {
      throw new IOException("the topics cannot be made: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits until every process does its work. */
  void awaitAllReady() {
    await("every process to be ready", START, () -> isReady(setup.instances()));
  }

  /** True while all of these do their work. */
  boolean isReady(List<Instance> asked) {
    return asked.stream().allMatch(instance -> seat(instance).isReady());
  }

  /** SIGKILL to all of these at once; each is started again as soon as all are gone. */
  void killAndRestart(List<Instance> victims) throws IOException {
    List<ProcessHandle> killed = new ArrayList<>();
    for (Instance victim : victims) {
      killed.addAll(seat(victim).kill());
    }
    try {
      Life.awaitEnd(killed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    for (Instance victim : victims) {
      seat(victim).reopen();
    }
  }

  /** SIGSTOP to all of these, and SIGCONT after a time. */
  void pauseAndResume(List<Instance> victims, Duration pause) throws IOException {
    for (Instance victim : victims) {
      seat(victim).pause();
    }
    LockSupport.parkNanos(pause.toNanos());
    for (Instance victim : victims) {
      seat(victim).resume();
    }
  }

  private Seat seat(Instance instance) {
    Seat seat = seats.get(instance);
    if (seat == null) {
      throw new IllegalArgumentException("no " + instance.name() + " here");
    }
    return seat;
  }

  /**
   * Waits for a condition while all processes can be hoped for.
   *
   * @throws RoundFailure if one of them cannot, or the time is up
   */
  void await(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      String failure = closed ? "interrupted" : failure();
      if (failure != null) {
        throw new RoundFailure(failure);
      }
      if (System.nanoTime() > deadline) {
        throw new RoundFailure("waited %s in vain for %s; %s".formatted(limit, what, states()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private @Nullable String failure() {
    for (Seat seat : seats.values()) {
      if (seat.failure() != null) {
        return seat.failure();
      }
    }
    return null;
  }

  private String states() {
    return seats.values().stream().map(Seat::lastSaid).collect(Collectors.joining(", "));
  }

  Setup setup() {
    return setup;
  }

  /** Kills everything. */
  @Override
  public void close() {
    closed = true;
    // All get their signal at once: whoever is last would see the others gone.
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      seats.values().forEach(seat -> threads.execute(seat::close));
    }
    probes.close();
  }
}
