package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who asks the stages of a simulated line at any moment, in the middle of a turn as well.
 * Draws from a seed of its own: the line goes the way it goes without questions.
 */
final class SimQuestions {

  private final SplittableRandom random;
  private final List<CompletableFuture<Stage>> put = new ArrayList<>();
  private String broken = "";
  private int answered;
  private int refused;

  SimQuestions(long seed) {
    this.random = new SplittableRandom(~seed);
  }

  /** Perhaps asks one of the processes something. */
  void perhaps(List<SimProcess> processes) {
    if (processes.isEmpty() || random.nextInt(3) != 0) {
      return;
    }
    SimProcess process = processes.get(random.nextInt(processes.size()));
    if (process.worker() instanceof StageWorker worker) {
      put.add(worker.ask(stage -> seen(process, stage)));
    }
  }

  private Stage seen(SimProcess process, Stage stage) {
    if (!process.isBusy()) {
      broken = process.name() + " answered out of its turn";
    } else if (process.isDead()) {
      broken = process.name() + " answered after its death";
    }
    return stage;
  }

  /** Counts the answers that have come. */
  void collect() {
    put.removeIf(
        each -> {
          if (!each.isDone()) {
            return false;
          }
          if (!each.isCompletedExceptionally()) {
            answered++;
          } else if (each.exceptionNow() instanceof StageUnavailableException) {
            refused++;
          } else {
            broken = "a question failed: " + each.exceptionNow();
          }
          return true;
        });
  }

  /** What must not be, empty if nothing. */
  String broken() {
    return broken;
  }

  int answered() {
    return answered;
  }

  int refused() {
    return refused;
  }

  /** Questions without an answer: at the end, those to processes that were killed. */
  int open() {
    return put.size();
  }
}
