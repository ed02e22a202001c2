package io.tapeline.protocol.shell;

import io.tapeline.core.stage.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a stage from other threads, answered between two of its turns by the thread that
 * drives it. They wait only while the stage runs: with its end, all that wait are refused.
 */
final class Questions {

  /** Questions that may wait; a turn takes a tenth of a second at most where nothing comes. */
  static final int MOST_WAITING = 32;

  private record Question<T>(Function<Stage, T> asked, CompletableFuture<T> answer) {

    void put(Stage stage) {
      if (answer.isDone()) {
        return;
      }
      try {
        answer.complete(asked.apply(stage));
      } catch (RuntimeException | StackOverflowError e) {
        answer.completeExceptionally(e);
      }
    }
  }

  private final String name;
  private final Deque<Question<?>> waiting = new ArrayDeque<>();
  private boolean open;

  Questions(String name) {
    this.name = name;
  }

  /**
   * Puts a question; any thread may.
   *
   * @param state what the stage is doing, for the refusal
   */
  <T> CompletableFuture<T> ask(Function<Stage, T> asked, RunnerState state) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    String refused = take(new Question<>(asked, answer), state);
    if (refused != null) {
      answer.completeExceptionally(new StageUnavailableException(refused));
    }
    return answer;
  }

  private synchronized @Nullable String take(Question<?> question, RunnerState state) {
    waiting.removeIf(each -> each.answer().isDone());
    if (!open) {
      return refusal(state);
    }
    if (waiting.size() >= MOST_WAITING) {
      return "the %s stage has %d questions waiting; ask again later".formatted(name, MOST_WAITING);
    }
    waiting.addLast(question);
    return null;
  }

  private String refusal(RunnerState state) {
    return switch (state) {
      case STANDBY ->
          "this instance of the %s stage stands by, another one works; ask that one"
              .formatted(name);
      case STOPPED -> "the %s stage has stopped; its health says why".formatted(name);
      case JOINING, REBUILDING, RUNNING ->
          "the %s stage is not ready, it is being rebuilt; ask again later".formatted(name);
    };
  }

  /** Answers all that wait. Called by the thread that drives the stage, which is caught up. */
  void answer(Stage stage) {
    taken(true).forEach(question -> question.put(stage));
  }

  /** Refuses all that wait, and all that come until the next {@link #answer}. */
  void refuse() {
    taken(false)
        .forEach(
            question ->
                question
                    .answer()
                    .completeExceptionally(
                        new StageUnavailableException(refusal(RunnerState.JOINING))));
  }

  private synchronized List<Question<?>> taken(boolean nowOpen) {
    open = nowOpen;
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Question<?>> taken = new ArrayList<>(waiting);
    waiting.clear();
    return taken;
  }
}
