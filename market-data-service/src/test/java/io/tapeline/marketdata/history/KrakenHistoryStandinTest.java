package io.tapeline.marketdata.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.time.EventTime;
import io.tapeline.testsupport.KrakenStandin;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against another author's Kraken, with its faults on. */
class KrakenHistoryStandinTest {

  private static final Pattern TRADE =
      Pattern.compile(
          "\\[\"([\\d.]+)\",\"([\\d.]+)\",(\\d+)\\.(\\d{6})\\d*,\"([bs])\",\"[a-z]\",\"\",(\\d+)\\]");
  private static final Pattern CANDLE =
      Pattern.compile(
          "\\[(\\d+),\"([\\d.]+)\",\"([\\d.]+)\",\"([\\d.]+)\",\"([\\d.]+)\",\"[\\d.]+\",\"([\\d.]+)\",\\d+\\]");

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder = Path.of(".");
  private @Nullable KrakenStandin venue;

  @BeforeEach
  void start() throws IOException {
    venue = KrakenStandin.start("--seed", "1");
  }

  @AfterEach
  void stop() {
    if (venue != null) {
      venue.close();
    }
  }

  private KrakenStandin venue() {
    return Objects.requireNonNull(venue);
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(venue().rest().resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private HistorySettings settings(int page) {
    return new HistorySettings(
        Duration.ofMillis(2),
        8,
        Duration.ofMillis(2),
        Duration.ofSeconds(2),
        page,
        Map.of(Venue.KRAKEN, venue().rest()));
  }

  /** Every trade the venue tells of, read without the code under test. */
  private List<String> allTrades(Range range) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Matcher row = TRADE.matcher(get("/0/public/Trades?pair=XBTUSD&since=0&count=1000"));
    while (row.find()) {
      long micros = Long.parseLong(row.group(3)) * 1_000_000 + Long.parseLong(row.group(4));
      if (range.contains(new EventTime(micros))) {
        lines.add(
            "%d,BTC/USD,%s,%s,%s,%s"
                .formatted(
                    micros,
                    row.group(1),
                    row.group(2),
                    row.group(5).equals("b") ? "BUY" : "SELL",
                    row.group(6)));
      }
    }
    return lines;
  }

  private Range lastHours(int hours) throws IOException, InterruptedException {
    Matcher time = Pattern.compile("\"unixtime\":(\\d+)").matcher(get("/0/public/Time"));
    assertThat(time.find()).isTrue();
    EventTime now = new EventTime(Long.parseLong(time.group(1)) * 1_000_000);
    EventTime end = now.minus(Duration.ofMinutes(1)).floor(Duration.ofMinutes(1));
    return new Range(end.minus(Duration.ofHours(hours)), end);
  }

  private HistoryRequest request(@Nullable Timeframe timeframe, Range range, String out) {
    return new HistoryRequest(
        Venue.KRAKEN, "BTC/USD", timeframe, false, range.from(), range.to(), folder.resolve(out));
  }

  private static List<String> rows(Path tape) throws IOException {
    List<String> lines = Files.readAllLines(tape);
    return lines.subList(1, lines.size());
  }

  @Test
  void tradesAreThoseOfTheVenueWithFaultsOn() throws Exception {
    Range range = lastHours(4);
    List<String> truth = allTrades(range);
    assertThat(truth).hasSizeGreaterThan(50);
    List.of(
            "\"service_unavailable\"",
            "\"service_busy\"",
            "\"html_body\"",
            "\"reset_connection\"",
            "\"rate_limit\"",
            "\"too_many_requests\"",
            "\"http_error\"",
            "\"hang\"",
            "\"delay\",\"ms\":300",
            "\"slow_body\",\"ms\":4000")
        .forEach(name -> order("{\"name\":" + name + ",\"method\":\"Trades\"}"));
    HistoryResult result =
        History.fetch(request(null, range, "t.csv"), settings(20), HistoryListener.NONE);
    assertThat(rows(result.out())).isEqualTo(truth);
    assertThat(result.retries()).isGreaterThanOrEqualTo(5);
    assertThat(TapeCheck.of(result.out()).problem()).isNull();
  }

  private void order(String json) {
    try {
      venue().fault(json);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void candlesAreThoseOfTheVenue() throws Exception {
    Range range = lastHours(3);
    order("{\"name\":\"service_unavailable\",\"method\":\"OHLC\",\"times\":2}");
    HistoryResult result =
        History.fetch(request(Timeframe.M1, range, "c.csv"), settings(1000), HistoryListener.NONE);
    List<String> truth = new ArrayList<>();
    Matcher row = CANDLE.matcher(get("/0/public/OHLC?pair=XBTUSD&interval=1"));
    while (row.find()) {
      long micros = Long.parseLong(row.group(1)) * 1_000_000;
      if (range.contains(new EventTime(micros))) {
        truth.add(
            "%d,BTC/USD,1m,%s,%s,%s,%s,%s"
                .formatted(
                    micros, row.group(2), row.group(3), row.group(4), row.group(5), row.group(6)));
      }
    }
    assertThat(truth).hasSize(180);
    assertThat(rows(result.out())).isEqualTo(truth);
    assertThat(result.retries()).isGreaterThanOrEqualTo(2);
    assertThat(TapeCheck.of(result.out()).problem()).isNull();
  }

  @Test
  void candlesMadeOfTradesAreTheVenuesOwn() throws Exception {
    Range range = lastHours(3);
    HistoryRequest own = request(Timeframe.M5, range, "own.csv");
    HistoryRequest made =
        new HistoryRequest(
            Venue.KRAKEN,
            "BTC/USD",
            Timeframe.M5,
            true,
            range.from(),
            range.to(),
            folder.resolve("made.csv"));
    HistoryResult ours = History.fetch(made, settings(1000), HistoryListener.NONE);
    HistoryResult theirs = History.fetch(own, settings(1000), HistoryListener.NONE);
    // Kraken's prices of trades carry more zeros, and it gives a candle to silent spans too.
    assertThat(numbers(ours.out())).hasSizeGreaterThan(20).isSubsetOf(numbers(theirs.out()));
    assertThat(rows(theirs.out()).stream().filter(line -> !line.endsWith(",0.00000000")))
        .hasSameSizeAs(rows(ours.out()));
  }

  private static List<List<Object>> numbers(Path tape) throws IOException {
    return rows(tape).stream()
        .map(
            line -> {
              String[] cells = line.split(",", -1);
              List<Object> numbers = new ArrayList<>(List.of(cells[0]));
              for (int i = 3; i < cells.length; i++) {
                numbers.add(new java.math.BigDecimal(cells[i]).stripTrailingZeros());
              }
              return numbers;
            })
        .toList();
  }
}
