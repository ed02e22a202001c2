package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TickServerCommandTest {

  private static final Pattern ADDRESS = Pattern.compile("ws://localhost:[0-9]+");

  @TempDir private Path folder;

  @Test
  void saysWhereItIsServesAClientAndEndsWithTheScenario() throws Exception {
    Path scenario =
        Files.write(
            folder.resolve("scenario.csv"),
            List.of("0,tick,AAPL,150.25,150.24,150.26,320", "0.01,text,end"));
    PipedInputStream errors = new PipedInputStream(1 << 16);
    PrintStream err = new PrintStream(new PipedOutputStream(errors), true, StandardCharsets.UTF_8);
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () ->
                Tapeline.run(
                    new Console(out, err),
                    "tick-server",
                    "--port",
                    "0",
                    "--scenario",
                    scenario.toString(),
                    "--time",
                    "2024-12-30T14:46:40.123Z",
                    "--once"));

    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      String banner = lines.readLine();
      assertThat(banner)
          .startsWith("tapeline: tick server on ws://localhost:")
          .endsWith(
              " (this machine only), serves the scenario %s, 2 steps; waits for clients"
                  .formatted(scenario));
      BlockingQueue<String> frames = connect(banner);

      assertThat(frames.poll(20, TimeUnit.SECONDS))
          .isEqualTo(
              "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"price\":150.25,"
                  + "\"bid\":150.24,\"ask\":150.26,\"volume\":320}");
      assertThat(frames.poll(20, TimeUnit.SECONDS)).isEqualTo("end");
      assertThat(status.get(20, TimeUnit.SECONDS)).isZero();
      assertThat(lines.readLine()).isEqualTo("tapeline: client connected, 1 in all");
      assertThat(lines.readLine()).isEqualTo("tapeline: the script has ended; frames sent: 2");
    }
  }

  private static BlockingQueue<String> connect(String banner) throws Exception {
    Matcher address = ADDRESS.matcher(banner);
    assertThat(address.find()).isTrue();
    BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence data, boolean last) {
            frames.add(data.toString());
            socket.request(1);
            return null;
          }
        };
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create(address.group()), listener)
        .get(20, TimeUnit.SECONDS);
    return frames;
  }

  @Test
  void aPortInUseIsOneLineAndStatusOne() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = Run.of("tick-server", "--port", taken.getLocalPort());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.errors())
          .containsExactly(
              "tapeline: port %d cannot be opened: Address already in use; stop what listens there or choose another with --port"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void aBadScenarioIsOneLineWithFileAndNumber() throws IOException {
    Path scenario =
        Files.write(folder.resolve("scenario.csv"), List.of("0,tick,AAPL,15O.25,,,320"));

    Run run = Run.of("tick-server", "--port", "0", "--scenario", scenario);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors())
        .containsExactly(
            "tapeline: %s: line 1: price '15O.25' is not a decimal number".formatted(scenario));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port 70000              | --port 70000: give a number from 0 to 65535
          --port http               | --port
          --seed x                  | --seed
          --rate 0                  | --rate 0: give a number from 0.001 to 10000
          --rate fast               | --rate
          --symbols AAPL,AAPL       | --symbols: instruments must not name a symbol twice, are [AAPL, AAPL]
          --symbols AAPL=free       | --symbols: 'AAPL=free': the start price must be a decimal number above zero
          --start later             | --start later: choose subscribe or now
          --time recorded           | --time recorded is for --tape
          --time noon               | --time noon: choose clock or recorded, or give a time after 1970: 2025-01-02T14:30:00Z or 1735828200000
          --time 0                  | --time 0: choose clock or recorded
          --once                    | --once needs --scenario or --tape: a walk has no end
          --speed 2                 | --speed is for --tape
          --tape none.csv --scenario none.txt | --scenario and --tape: choose one of them
          --tape none.csv --seed 1  | --seed, --rate and --symbols are for the random walk, not for --scenario or --tape
          --scenario none.txt       | none.txt: no such file
          """)
  void wrongUsageIsOneLineAndStatusTwo(String args, String message) {
    Run run = Run.of((Object[]) ("tick-server " + args).split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().startsWith("tapeline: ").contains(message);
  }

  @Test
  void aSpeedOfNothingIsRefused() throws IOException {
    Path tape = Files.write(folder.resolve("t.csv"), List.of("ts,symbol,price,size", "1,X,1,1"));

    Run run = Run.of("tick-server", "--port", "0", "--tape", tape, "--speed", "0");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors())
        .containsExactly("tapeline: --speed 0: give a number above zero, or max");
  }
}
