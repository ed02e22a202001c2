package io.tapeline.protocol.shell;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A place in a simulated group, as {@link KafkaMembership} has one. */
final class SimMembership implements Membership {

  private final SimCluster cluster;
  private final SimProcess process;
  private final SimGroup group;
  private final Runnable onRevoked;
  private long term;
  private long generation = -1;
  private @Nullable NavigableSet<Integer> units;

  SimMembership(SimCluster cluster, SimProcess process, SimGroup group, Runnable onRevoked) {
    this.cluster = cluster;
    this.process = process;
    this.group = group;
    this.onRevoked = onRevoked;
    group.join(this);
  }

  String instance() {
    return process.name();
  }

  @Override
  public @Nullable Share share(Duration wait) {
    process.call("share");
    if (!group.isMember(this)) {
      cluster.trace(process, "was thrown out", "");
      release();
      group.join(this);
      return null;
    }
    if (group.isToRejoin(this)) {
      NavigableSet<Integer> owned = units;
      if (owned != null && !owned.isEmpty()) {
        onRevoked.run();
      }
      release();
      group.rejoined(this);
    }
    long settled = group.isMember(this) ? group.settledGeneration() : -1;
    if (settled < 0) {
      return null;
    }
    if (settled != generation) {
      generation = settled;
      NavigableSet<Integer> given = group.units(this);
      units = given;
      term++;
      cluster.trace(process, "owns", given);
    }
    NavigableSet<Integer> owned = units;
    return owned == null ? null : new Share(term, owned);
  }

  private void release() {
    units = null;
    generation = -1;
    term++;
  }

  @Override
  public Map<Integer, Progress> progress(NavigableSet<Integer> wanted) {
    process.call("progress");
    group.landOf(this);
    Map<Integer, Progress> progress = new TreeMap<>();
    for (int unit : wanted) {
      Progress known = group.committed(unit);
      if (known != null) {
        progress.put(unit, Progress.decoded(known.encoded()));
      }
    }
    return progress;
  }

  @Override
  public void commit(Map<Integer, Progress> progress, boolean wait) {
    process.call("commit");
    boolean lost = cluster.chance(cluster.faults().lostCommit());
    if (!wait) {
      if (!lost) {
        group.commitLater(this, generation, new TreeMap<>(progress));
      }
      return;
    }
    group.landOf(this);
    if (lost && cluster.chance(0.5)) {
      throw new TimeoutException("commit did not arrive");
    }
    group.commit(this, generation, new TreeMap<>(progress));
    if (lost) {
      throw new TimeoutException("commit not acknowledged");
    }
  }

  @Override
  public void close(boolean leave) {
    group.gone(this, leave);
  }
}
