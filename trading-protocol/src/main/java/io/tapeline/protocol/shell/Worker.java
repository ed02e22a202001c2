package io.tapeline.protocol.shell;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of a stage or a feed through its lives, step by step: it joins its group, begins a
 * life for the units it is given, ends it when they are taken, and begins another one when the
 * broker failed. Used by one thread.
 *
 * @param <L> what lives
 */
abstract class Worker<L> {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** How often a running life looks after its place in the group. */
  private static final long LOOK_EVERY_NANOS = 20_000_000L;

  static final Duration WAIT = Duration.ofMillis(100);

  private final String name;
  private final String anchor;
  private final boolean oneOwner;
  private final Connector connector;
  private final StageMetrics metrics;
  private @Nullable LogClient log;
  private @Nullable Membership membership;
  private @Nullable L life;
  private long term;
  private long lookedAt;
  private long begunAt;
  private volatile RunnerState state = RunnerState.JOINING;
  private volatile boolean stopping;
  private volatile @Nullable String trouble;
  private volatile @Nullable LogClient wakeable;

  Worker(String name, String anchor, boolean oneOwner, Connector connector, StageMetrics metrics) {
    this.name = name;
    this.anchor = anchor;
    this.oneOwner = oneOwner;
    this.connector = connector;
    this.metrics = metrics;
  }

  /** Begins a life for these units. */
  abstract L begin(Membership.Share share, LogClient log, Membership membership);

  /** One step of the life; waits no longer than {@link #WAIT} where the broker answers. */
  abstract void turn(L life);

  /** True once the life takes new input. */
  abstract boolean isCaughtUp(L life);

  /** Stores what the life has done. */
  abstract void settle(L life);

  /** Ends the life where it is. */
  abstract void drop(L life);

  /**
   * What was thrown by the life itself, not by the broker: true if another life can cope with it.
   */
  abstract boolean canGoOn(@Nullable L life, RuntimeException failure);

  final RunnerState state() {
    return state;
  }

  /** Why it does not run at present, null if it does. */
  final @Nullable String trouble() {
    return trouble;
  }

  final boolean isStopping() {
    return stopping;
  }

  final StageMetrics metrics() {
    return metrics;
  }

  /** One step. Returns false if the broker failed and a little patience is asked for. */
  final boolean turn() {
    try {
      step();
      return true;
    } catch (WakeupException | InterruptException e) {
      if (stopping) {
        return true;
      }
      throw e;
    } catch (FencedInstanceIdException e) {
      throw new IllegalStateException(
          name
              + ": another process runs under the same instance name;"
              + " give each its own tapeline.kafka.instance",
          e);
    } catch (KafkaException e) {
      troubled("BROKER", e);
      return false;
    } catch (RuntimeException e) {
      if (stopping) {
        return true;
      }
      if (!canGoOn(life, e)) {
        throw e;
      }
      troubled("INPUT", e);
      return true;
    }
  }

  private void troubled(String reason, RuntimeException e) {
    if (!stopping) {
      LOG.warn("{}: begins anew, nothing is lost: {}", name, e.toString());
      metrics.restarted(reason);
    }
    trouble = String.valueOf(e.getMessage());
    abandon(false);
    state = RunnerState.JOINING;
  }

  private void step() {
    Membership group = membership;
    if (group == null) {
      group = connector.join(name, anchor, oneOwner, this::beforeLoss);
      membership = group;
    }
    L running = life;
    if (running != null && connector.nanoTime() - lookedAt < LOOK_EVERY_NANOS) {
      live(running);
      return;
    }
    Membership.Share share = group.share(running == null ? WAIT : Duration.ZERO);
    lookedAt = connector.nanoTime();
    if (share == null || share.term() != term) {
      endLife();
      running = null;
    }
    if (share == null) {
      metrics.owns(0);
      state = RunnerState.JOINING;
    } else if (running != null) {
      live(running);
    } else {
      term = share.term();
      metrics.owns(share.units().size());
      if (share.units().isEmpty()) {
        trouble = null;
        state = RunnerState.STANDBY;
      } else {
        state = RunnerState.REBUILDING;
        begunAt = connector.nanoTime();
        log = connector.log(name);
        wakeable = log;
        life = begin(share, log, group);
      }
    }
  }

  private void live(L running) {
    turn(running);
    if (state != RunnerState.RUNNING && isCaughtUp(running)) {
      metrics.rebuilt(Duration.ofNanos(connector.nanoTime() - begunAt));
      trouble = null;
      state = RunnerState.RUNNING;
    }
  }

  /** The group is about to give the units away. */
  private void beforeLoss() {
    L running = life;
    if (running != null) {
      settle(running);
    }
  }

  private void endLife() {
    L running = life;
    life = null;
    LogClient open = log;
    log = null;
    wakeable = null;
    try {
      if (running != null) {
        drop(running);
      }
    } finally {
      if (open != null) {
        open.close();
      }
    }
  }

  /** Gives the place in the group up whatever fails: one that is kept would keep its units, too. */
  private void abandon(boolean leave) {
    Membership group = membership;
    membership = null;
    term = 0;
    try {
      endLife();
    } finally {
      if (group != null) {
        group.close(leave);
      }
    }
  }

  /** Makes the step in hand end soon; the next ones do nothing. May be called by any thread. */
  final void stop() {
    stopping = true;
    LogClient open = wakeable;
    if (open != null) {
      open.wakeUp();
    }
  }

  /** Ends after the last step: stores what was done and leaves the group. */
  final void finish() {
    try {
      beforeLoss();
    } catch (KafkaException e) {
      LOG.warn(
          "{}: its last progress is not stored, it will be found again: {}", name, e.toString());
    } finally {
      state = RunnerState.STOPPED;
      abandon(true);
    }
  }

  /** Ends at once, as the end of the process would: nothing more is sent, stored or said. */
  final void vanish() {
    state = RunnerState.STOPPED;
    abandon(false);
  }

  /** Ends after a failure that another life cannot cope with. */
  final void fail(RuntimeException e) {
    trouble = String.valueOf(e.getMessage());
    vanish();
  }
}
