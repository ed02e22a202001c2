package io.tapeline.signal.rest;

import io.tapeline.core.stage.Stage;
import io.tapeline.core.strategy.SignalStage;
import io.tapeline.protocol.shell.StageRunner;
import io.tapeline.protocol.shell.StageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Asks the running stage, and waits for a short while. */
@Component
class StageQuestions {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final StageRunner runner;

  StageQuestions(StageRunner runner) {
    this.runner = runner;
  }

  /**
   * The stage's answer.
   *
   * @throws Refused 503 if the stage cannot be asked now, or does not come to it
   */
  <T> T ask(Function<SignalStage, T> question) {
    CompletableFuture<T> answer = runner.ask(stage -> question.apply(signals(stage)));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      answer.cancel(false);
      throw Refused.unavailable(
          "the signal stage did not come to the question within %d s; it is busy, ask again later"
              .formatted(PATIENCE.toSeconds()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refused.unavailable("the service is stopping");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StageUnavailableException unavailable) {
        throw Refused.unavailable(String.valueOf(unavailable.getMessage()));
      }
      throw new IllegalStateException("the stage failed on a question", e.getCause());
    }
  }

  private static SignalStage signals(Stage stage) {
    if (stage instanceof SignalStage signals) {
      return signals;
    }
    throw new IllegalStateException("not the strategies' stage: " + stage.getClass());
  }
}
