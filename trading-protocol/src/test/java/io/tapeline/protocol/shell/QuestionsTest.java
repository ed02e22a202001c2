package io.tapeline.protocol.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {

  private final Questions questions = new Questions("signal");
  private final Stage stage = Market.stage(StageSpec.SIGNAL);

  private CompletableFuture<Stage> ask() {
    return questions.ask(asked -> asked, RunnerState.RUNNING);
  }

  private static String refusal(CompletableFuture<?> answer) {
    assertThat(answer).isCompletedExceptionally();
    assertThat(answer.exceptionNow()).isInstanceOf(StageUnavailableException.class);
    return String.valueOf(answer.exceptionNow().getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JOINING    | the signal stage is not ready, it is being rebuilt; ask again later",
        "REBUILDING | the signal stage is not ready, it is being rebuilt; ask again later",
        "STANDBY    | this instance of the signal stage stands by, another one works; ask that one",
        "STOPPED    | the signal stage has stopped; its health says why"
      })
  void aStageThatDoesNotRunRefusesAtOnce(RunnerState state, String words) {
    assertThat(refusal(questions.ask(asked -> asked, state))).isEqualTo(words);
  }

  @Test
  void aQuestionWaitsForTheStagesTurnAndIsAnsweredOnce() {
    questions.answer(stage);
    CompletableFuture<Stage> answer = ask();
    assertThat(answer).isNotDone();

    questions.answer(stage);

    assertThat(answer).isCompletedWithValue(stage);
  }

  @Test
  void theEndOfTheStageRefusesWhatWaits() {
    questions.answer(stage);
    CompletableFuture<Stage> answer = ask();

    questions.refuse();

    assertThat(refusal(answer)).contains("being rebuilt");
    assertThat(refusal(ask())).contains("being rebuilt");
  }

  @Test
  void noMoreWaitThanThereIsRoomForAndThoseGivenUpMakeRoom() {
    questions.answer(stage);
    List<CompletableFuture<Stage>> waiting =
        IntStream.range(0, Questions.MOST_WAITING).mapToObj(_ -> ask()).toList();

    assertThat(refusal(ask()))
        .isEqualTo("the signal stage has 32 questions waiting; ask again later");

    waiting.getFirst().cancel(false);
    CompletableFuture<Stage> last = ask();
    questions.answer(stage);
    assertThat(last).isCompletedWithValue(stage);
    assertThat(waiting.subList(1, waiting.size()))
        .allSatisfy(answer -> assertThat(answer).isCompletedWithValue(stage));
  }

  @Test
  void whatNobodyWaitsForIsNotAsked() {
    questions.answer(stage);
    List<Stage> asked = new ArrayList<>();
    questions.ask(asked::add, RunnerState.RUNNING).cancel(false);

    questions.answer(stage);

    assertThat(asked).isEmpty();
  }

  @Test
  void aQuestionThatFailsIsItsOwnAffair() {
    questions.answer(stage);
    CompletableFuture<Stage> bad =
        questions.ask(
            _ -> {
              throw new IllegalStateException("bad question");
            },
            RunnerState.RUNNING);
    CompletableFuture<Stage> good = ask();

    questions.answer(stage);

    assertThat(bad.exceptionNow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bad question");
    assertThat(good).isCompletedWithValue(stage);
  }
}
