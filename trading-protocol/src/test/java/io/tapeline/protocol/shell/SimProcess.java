package io.tapeline.protocol.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.DisconnectException;
import org.jspecify.annotations.Nullable;

/** One instance as a process: it may die in any call, be stopped for a while, be cut off. */
final class SimProcess implements Connector {

  /** The process is dead; nothing in it sees this. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private static final double SELDOM = 0.02;
  private static final double OFTEN = 6;

  private final SimCluster cluster;
  private final String stage;
  private final String name;
  private final List<SimLog> logs = new ArrayList<>();
  private @Nullable SimMembership membership;
  private @Nullable Worker<?> worker;
  private boolean dead;
  private boolean busy;
  private long sleepsUntil;

  SimProcess(SimCluster cluster, String stage, int number) {
    this.cluster = cluster;
    this.stage = stage;
    this.name = stage + "-" + number;
  }

  void runs(Worker<?> it) {
    worker = it;
  }

  Worker<?> worker() {
    Worker<?> running = worker;
    if (running == null) {
      throw new IllegalStateException("not started: " + name);
    }
    return running;
  }

  @Override
  public LogClient log(String ignored) {
    call("connect");
    logs.removeIf(SimLog::isClosed);
    SimLog log = cluster.connect(this);
    logs.add(log);
    return log;
  }

  @Override
  public Membership join(String ignored, String anchor, boolean oneOwner, Runnable onRevoked) {
    call("join");
    SimMembership joined =
        new SimMembership(cluster, this, cluster.group(stage, oneOwner), onRevoked);
    membership = joined;
    return joined;
  }

  @Override
  public long nanoTime() {
    return cluster.nanos();
  }

  /** Something may go wrong in a call. */
  void call(String what) {
    SimFaults faults = cluster.faults();
    trouble(what, faults.stall(), faults.crash(), faults.drop());
  }

  /** The same of a call that is made very often. */
  void callSeldom(String what) {
    SimFaults faults = cluster.faults();
    trouble(what, faults.stall() * SELDOM, faults.crash() * SELDOM, faults.drop() * SELDOM);
  }

  /** The same of a call that finds something half done: to stand still is likelier there. */
  void callAtWorst(String what) {
    SimFaults faults = cluster.faults();
    trouble(what, faults.stall() * OFTEN, faults.crash() * OFTEN, faults.drop() * OFTEN);
  }

  private void trouble(String what, double stall, double crash, double drop) {
    if (dead) {
      throw new Killed();
    }
    if (!cluster.chance(stall + crash + drop)) {
      return;
    }
    double which = cluster.random().nextDouble() * (stall + crash + drop);
    if (which < stall) {
      cluster.trace(this, "stalls in", what);
      cluster.meanwhile(this);
      if (dead) {
        throw new Killed();
      }
    } else if (which < stall + crash) {
      cluster.trace(this, "dies in", what);
      kill();
      throw new Killed();
    } else {
      cluster.trace(this, "is cut off in", what);
      throw new DisconnectException("in " + what);
    }
  }

  /** Ends as a process does that is killed. */
  void kill() {
    dead = true;
    logs.forEach(SimLog::close);
    SimMembership place = membership;
    if (place != null) {
      place.close(false);
    }
  }

  boolean isDead() {
    return dead;
  }

  boolean isBusy() {
    return busy;
  }

  void busy(boolean now) {
    busy = now;
  }

  /** Does nothing before that step. */
  void sleep(long until) {
    sleepsUntil = until;
  }

  boolean isAwake(long step) {
    return !busy && !dead && step >= sleepsUntil;
  }

  String stage() {
    return stage;
  }

  String name() {
    return name;
  }
}
