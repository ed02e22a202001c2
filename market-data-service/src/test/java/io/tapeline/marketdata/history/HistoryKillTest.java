package io.tapeline.marketdata.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.time.EventTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryKillTest {

  private static final int PAGE = 15;
  private static final EventTime START = new EventTime(FakeKraken.START);
  private static final EventTime END = START.plus(Duration.ofHours(10));

  @TempDir private Path folder = Path.of(".");

  @Test
  void aProcessThatIsKilledAgainAndAgainEndsWithTheSameTape() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(21, 100);
    Path tape = folder.resolve("t.csv");
    try (FakeKraken kraken = new FakeKraken(truth, 21, 20, false)) {
      for (int answers : List.of(2, 4, 3)) {
        killWhileAsking(kraken, tape, answers);
        assertThat(tape).doesNotExist();
      }
      assertThat(folder.resolve("t.csv.part")).exists();
      Process last = start(kraken, tape);
      assertThat(last.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(last.exitValue()).isZero();
    }
    String expected =
        truth.stream()
            .map(trade -> trade.line("BTC/USD") + "\n")
            .collect(Collectors.joining("", "ts,symbol,price,size,side,trade_id\n", ""));
    assertThat(tape).hasContent(expected);
    assertThat(folder.resolve("t.csv.part")).doesNotExist();
  }

  /** Kills the process while it waits for the answer after the given number of them. */
  private void killWhileAsking(FakeKraken kraken, Path tape, int answers) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    for (int i = 0; i < answers; i++) {
      kraken.venue().trouble(exchange -> kraken.venue().answerAsUsual(exchange));
    }
    kraken
        .venue()
        .trouble(
            exchange -> {
              asked.countDown();
              try {
                boolean _ = killed.await(1, TimeUnit.MINUTES);
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
              exchange.close();
            });
    Process process = start(kraken, tape);
    assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    killed.countDown();
  }

  private static Process start(FakeKraken kraken, Path tape) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classes));
    command.add(HistoryProcess.class.getName());
    command.add(kraken.venue().uri().toString());
    command.add(tape.toString());
    command.add(Integer.toString(PAGE));
    command.add(Long.toString(START.micros()));
    command.add(Long.toString(END.micros()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void twoRunsIntoOneTapeAreKeptApart() throws Exception {
    List<FakeKraken.Trade> truth = FakeKraken.random(22, 50);
    Path tape = folder.resolve("t.csv");
    try (FakeKraken kraken = new FakeKraken(truth, 22, 20, false)) {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      kraken.venue().trouble(exchange -> kraken.venue().answerAsUsual(exchange));
      kraken
          .venue()
          .trouble(
              exchange -> {
                asked.countDown();
                try {
                  boolean _ = goOn.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
                kraken.venue().answerAsUsual(exchange);
              });
      Process first = start(kraken, tape);
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      Process second = start(kraken, tape);
      assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(second.exitValue()).isNotZero();
      goOn.countDown();
      assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(first.exitValue()).isZero();
    }
    assertThat(Files.readAllLines(tape)).hasSize(51);
  }
}
