package io.tapeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tapeline.testsupport.KrakenStandin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InstrumentsFetchTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KRAKEN = "/0/public/AssetPairs";
  private static final String BINANCE = "/api/v3/exchangeInfo";

  private static final String PAIR =
      """
      "%s":{"altname":"%s","wsname":"%s","base":"X","quote":"ZUSD","pair_decimals":2,
       "lot_decimals":8,"fees":[[0,0.4],[10000,0.35]],"fees_maker":[[0,0.25],[10000,0.2]],
       "ordermin":"0.002","costmin":"0.5","tick_size":"%s","status":"%s"}
      """;
  private static final String PAIRS =
      "{\"error\":[],\"result\":{"
          + String.join(
              ",",
              PAIR.formatted("XXBTZUSD", "XBTUSD", "XBT/USD", "0.1", "online"),
              PAIR.formatted("XETHZUSD", "ETHUSD", "ETH/USD", "0.01", "cancel_only"),
              PAIR.formatted("ODDUSD", "ODDUSD", "ODD\\ntapeline.x=1/USD", "0.01", "a\\nb"),
              PAIR.formatted("BADUSD", "BADUSD", "BAD/USD", "0", "online"))
          + "}}";
  private static final String SYMBOLS =
      """
      {"timezone":"UTC","symbols":[{"symbol":"币安USDT","status":"TRADING","baseAsset":"币安",
       "quoteAsset":"USDT","filters":[{"filterType":"PRICE_FILTER","tickSize":"0.00010000"},
       {"filterType":"LOT_SIZE","minQty":"1.00","stepSize":"1.00"},
       {"filterType":"NOTIONAL","minNotional":"5.0"}]}]}
      """;

  @TempDir private Path folder;
  private HttpServer server = newServer();

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String type, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          if (status == 429) {
            exchange.getResponseHeaders().set("Retry-After", "7");
          }
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Path file() {
    return folder.resolve("fetched.properties");
  }

  private Run fetch(String venue, Object... more) {
    List<Object> args = new ArrayList<>(List.of("instruments", "fetch", "--venue", venue));
    args.addAll(List.of("--url", "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    args.addAll(List.of("--out", file()));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  private JsonNode held(String symbol) {
    Run run = Run.of("instruments", "list", symbol, "--settings", file(), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    return JSON.readTree(run.out()).get(0).get("values");
  }

  private static String value(JsonNode values, String field) {
    return values.get(field).get("value").asString();
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void whatIsFetchedIsWhatTheLineHolds() throws IOException {
    answer(KRAKEN, 200, "application/json", PAIRS);

    Run run = fetch("kraken");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lines()).containsExactly("kraken: 3 instruments in " + file());
    assertThat(run.errors())
        .containsExactly(
            "tapeline: 2 not trading now: ETH/USD (cancel_only), ODD; tapeline.x=1/USD (a; b)",
            "tapeline: 1 left out: BADUSD: no usable tick_size");
    JsonNode btc = held("BTC/USD");
    assertThat(value(btc, "tick-size")).isEqualTo("0.1");
    assertThat(value(btc, "lot-step")).isEqualTo("0.00000001");
    assertThat(value(btc, "min-qty")).isEqualTo("0.002");
    assertThat(value(btc, "min-notional")).isEqualTo("0.5");
    assertThat(value(btc, "maker-fee")).isEqualTo("0.0025");
    assertThat(value(btc, "taker-fee")).isEqualTo("0.004");
    assertThat(btc.get("taker-fee").get("source").asString()).isEqualTo(file().toString());
    assertThat(value(held("ODD\ntapeline.x=1/USD"), "tick-size")).isEqualTo("0.01");
    assertThat(Files.readAllLines(file()))
        .contains(
            "# BTC/USD: online",
            "# Maker/taker fees by volume of 30 days: 0 0.0025/0.004, 10000 0.002/0.0035");
    assertThat(left()).containsExactly(file());
  }

  @Test
  void onlyWhatIsAskedForIsWrittenUnderTheNameItWasAskedBy() throws IOException {
    answer(KRAKEN, 200, "application/json", PAIRS);

    Run run = fetch("kraken", "--symbols", "XBTUSD,ETH/USD", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode report = JSON.readTree(run.out());
    assertThat(report.get("instruments").asInt()).isEqualTo(2);
    assertThat(report.get("notTrading").get(0).asString()).isEqualTo("ETH/USD (cancel_only)");
    assertThat(Files.readString(file())).doesNotContain("ODD");
    assertThat(value(held("XBTUSD"), "alias-of")).isEqualTo("BTC/USD");
    assertThat(value(held("XBTUSD"), "tick-size")).isEqualTo("0.1");
  }

  @Test
  void namesOfAnyAlphabetSurviveTheFile() throws IOException {
    answer(BINANCE, 200, "application/json", SYMBOLS);

    Run run = fetch("binance");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    JsonNode values = held("币安USDT");
    assertThat(value(values, "tick-size")).isEqualTo("0.0001");
    assertThat(value(values, "base")).isEqualTo("币安");
    assertThat(values.get("taker-fee").get("source").asString()).isEqualTo("default");
  }

  @Test
  void unknownAndUnusableSymbolsAreAllNamedAndNothingIsWritten() throws IOException {
    answer(KRAKEN, 200, "application/json", PAIRS);
    Files.writeString(file(), "# mine\n");

    Run run = fetch("kraken", "--symbols", "BTC/USD,FOO/USD,BADUSD,BAR");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors())
        .containsExactly(
            "tapeline: kraken lists nothing usable under: FOO/USD, BADUSD: no usable tick_size,"
                + " BAR");
    assertThat(Files.readString(file())).isEqualTo("# mine\n");
    assertThat(left()).containsExactly(file());
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kraken  | 200 | <html><body>Just a moment</body></html>            | answers no JSON but '<html><body>Just a moment</body></html>'; check --url
          kraken  | 200 | {"error":["EGeneral:Too many requests"]}            | kraken refuses because of too many requests (EGeneral:Too many requests); try again in a minute
          kraken  | 200 | {"error":["EAPI:Rate limit exceeded"]}              | kraken refuses because of too many requests
          kraken  | 200 | {"error":["EService:Unavailable"]}                  | kraken answers: EService:Unavailable
          kraken  | 200 | {"error":[],"result":{"XXBTZUSD"                    | answers no JSON but
          kraken  | 503 | <html>down</html>                                   | answers HTTP 503; try again later
          binance | 429 | {"code":-1003,"msg":"Too much request weight used"} | binance refuses because of too many requests (HTTP 429); try again in 7 s
          binance | 418 | {}                                                  | too many requests (HTTP 418); try again in a minute
          binance | 451 | {"code":0,"msg":"Restricted location"}              | answers HTTP 451 (Restricted location)
          binance | 200 | {"error":[],"result":{}}                            | binance's answer holds no list of symbols
          """)
  void whatIsNoListIsOneLineAndStatusOne(String venue, int status, String body, String message)
      throws IOException {
    answer("/", status, "text/html", body);

    Run run = fetch(venue);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().contains(message);
    assertThat(left()).isEmpty();
  }

  @Test
  void nobodyThereIsOneLineAndStatusOne() {
    server.stop(0);

    Run run = fetch("kraken");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains("/0/public/AssetPairs cannot be reached (", "check --url and the network");
  }

  @Test
  void anAnswerThatBreaksOffIsOneLineAndStatusOne() {
    server.createContext(
        KRAKEN,
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          exchange.close();
        });

    Run run = fetch("kraken");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errors()).singleElement().asString().contains("cannot be reached (");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --venue nyse                               | unknown venue 'nyse': choose one of kraken, binance
          --url http://127.0.0.1:1                   | --venue
          --venue kraken --url kraken                | --url kraken: give an address such as https://
          --venue kraken --url ftp://127.0.0.1       | --url ftp://127.0.0.1: give an address
          --venue kraken --out no/such/folder/file   | --out no/such/folder/file: name a file in a folder
          """)
  void wrongUsageIsOneLineAndStatusTwo(String args, String message) {
    Run run = Run.of((Object[]) ("instruments fetch " + args).split(" "));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains(message);
  }

  @Test
  void theStandInOfKrakenListsItsPairs() throws IOException {
    try (KrakenStandin kraken = KrakenStandin.start()) {
      Run run =
          Run.of(
              "instruments",
              "fetch",
              "--venue",
              "kraken",
              "--url",
              kraken.rest().toString(),
              "--out",
              file(),
              "--symbols",
              "BTC/USD,DOGE/USD,ETH/BTC");

      assertThat(run.status()).as(run.err()).isZero();
    }
    assertThat(value(held("BTC/USD"), "tick-size")).isEqualTo("0.1");
    assertThat(value(held("BTC/USD"), "taker-fee")).isEqualTo("0.004");
    assertThat(value(held("DOGE/USD"), "min-qty")).isEqualTo("20");
    assertThat(value(held("ETH/BTC"), "quote")).isEqualTo("BTC");
    assertThat(value(held("ETH/BTC"), "min-notional")).isEqualTo("0.00002");
  }
}
