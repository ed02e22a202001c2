package io.tapeline.cli.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What happened to the processes of one name, over all rounds. */
final class Tally {

  private final List<Long> recoveryNanos = new ArrayList<>();
  private final List<Long> listeningNanos = new ArrayList<>();
  private int kills;
  private int killedWhileRecovering;
  private int ownExits;
  private int pauses;

  /** A SIGKILL; before it was ready again after an earlier one, if so. */
  synchronized void killed(boolean recovering) {
    kills++;
    killedWhileRecovering += recovering ? 1 : 0;
  }

  /** A SIGSTOP, and a SIGCONT later on. */
  synchronized void paused() {
    pauses++;
  }

  /** It ended by itself, and was started again. */
  synchronized void exited() {
    ownExits++;
  }

  /**
   * It is back after a kill.
   *
   * @param listening from the start of the process to its first accepted connection
   * @param ready from there to the answer that it does its work
   */
  synchronized void recovered(Duration listening, Duration ready) {
    listeningNanos.add(listening.toNanos());
    recoveryNanos.add(ready.toNanos());
  }

  synchronized int kills() {
    return kills;
  }

  synchronized int pauses() {
    return pauses;
  }

  synchronized int killedWhileRecovering() {
    return killedWhileRecovering;
  }

  synchronized int ownExits() {
    return ownExits;
  }

  synchronized int recoveries() {
    return recoveryNanos.size();
  }

  /** Seconds, NaN without any. */
  synchronized double medianSeconds() {
    return median(recoveryNanos);
  }

  /** Seconds, NaN without any. */
  synchronized double medianListeningSeconds() {
    return median(listeningNanos);
  }

  /** Seconds, NaN without any. */
  synchronized double maxSeconds() {
    return recoveryNanos.isEmpty() ? Double.NaN : Collections.max(recoveryNanos) / 1e9;
  }

  /** The lower one of the two in the middle. */
  private static double median(List<Long> nanos) {
    if (nanos.isEmpty()) {
      return Double.NaN;
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2) / 1e9;
  }
}
