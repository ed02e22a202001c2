package io.tapeline.marketdata.live.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.marketdata.live.ProtocolTalk;
import io.tapeline.marketdata.live.Said;
import io.tapeline.protocol.shell.LiveFeed;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as the venue documents them, in; what the line is told, out. */
class AlpacaProtocolTest {

  private static final Symbol AAPL = new Symbol("AAPL");
  private static final long SEEN = 1_614_009_104_300_000L;
  private static final String KEY = "key-of-nobody";
  private static final String SECRET = "hush-hush";

  private final ProtocolTalk talk = new ProtocolTalk("alpaca", AAPL);

  private AlpacaProtocol protocol(LiveFeed.Resume resume) {
    AlpacaProtocol protocol =
        new AlpacaProtocol(
            new AlpacaProtocol.Wanted(
                URI.create("ws://127.0.0.1:1/v2/iex"),
                new AlpacaProtocol.Credentials(KEY, SECRET),
                List.of(AAPL),
                Duration.ofSeconds(5)),
            resume,
            talk.desk(),
            talk.status);
    protocol.opened(talk);
    return protocol;
  }

  private AlpacaProtocol streaming() throws InterruptedException {
    AlpacaProtocol protocol = protocol(LiveFeed.Resume.FRESH);
    begin(protocol);
    return protocol;
  }

  private static void begin(AlpacaProtocol protocol) throws InterruptedException {
    tell(
        protocol,
        "[{\"T\":\"success\",\"msg\":\"connected\"}]",
        "[{\"T\":\"success\",\"msg\":\"authenticated\"}]",
        "[{\"T\":\"subscription\",\"trades\":[\"AAPL\"],\"quotes\":[\"AAPL\"],\"bars\":[]}]");
  }

  private static void tell(AlpacaProtocol protocol, String... frames) throws InterruptedException {
    for (String frame : frames) {
      protocol.message(frame, SEEN);
    }
  }

  private static final String TRADE =
      """
      {"T":"t","i":96921,"S":"AAPL","x":"D","p":126.55,"s":1,"t":"2021-02-22T15:51:44.208Z",\
      "c":["@","I"],"z":"C"}""";

  private static String quote(String bid, String ask) {
    return """
        {"T":"q","S":"AAPL","bx":"U","bp":%s,"bs":1,"ax":"Q","ap":%s,"as":4,\
        "t":"2021-02-22T15:51:45.335689322Z","c":["R"],"z":"C"}"""
        .formatted(bid, ask);
  }

  @Test
  void keyIsSentWhenTheVenueGreetsAndTheSubscriptionWhenItIsTaken() throws InterruptedException {
    AlpacaProtocol protocol = protocol(LiveFeed.Resume.FRESH);
    assertThat(talk.sent).isEmpty();
    tell(protocol, "[{\"T\":\"success\",\"msg\":\"connected\"}]");
    assertThat(talk.sent).hasSize(1);
    assertThat(talk.sent.getFirst()).contains("\"action\":\"auth\"", KEY, SECRET);
    tell(protocol, "[{\"T\":\"success\",\"msg\":\"authenticated\"}]");
    assertThat(talk.sent.getLast())
        .contains(
            "\"action\":\"subscribe\"",
            "\"trades\":[\"AAPL\"]",
            "\"quotes\":[\"AAPL\"]",
            "\"statuses\":[\"AAPL\"]")
        .doesNotContain(SECRET);
  }

  @Test
  void documentedTradeAndQuoteOfOneFrame() throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    tell(protocol, "[" + TRADE + "," + quote("87.66", "87.68") + "]");

    assertThat(talk.said.toString())
        .isEqualTo(
            List.of(
                    new Said.Trade(
                        AAPL,
                        new EventTime(1_614_009_104_208_000L),
                        Price.of("126.55"),
                        Quantity.of("1"),
                        Aggressor.UNKNOWN,
                        null,
                        false),
                    new Said.TopQuote(
                        AAPL,
                        new EventTime(1_614_009_105_335_689L),
                        Price.of("87.66"),
                        Quantity.of("1"),
                        Price.of("87.68"),
                        Quantity.of("4")))
                .toString());
  }

  @ParameterizedTest
  @CsvSource({"0,87.68", "87.66,0", "0,0", "0.00,87.68"})
  void sideWithoutAPriceIsNoQuoteAndNoFault(String bid, String ask) throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    tell(protocol, "[" + quote(bid, ask) + "]");

    assertThat(talk.said).isEmpty();
    assertThat(talk.count("tapeline.feed.dropped", "reason", "ONE_SIDED_QUOTE")).isEqualTo(1);
  }

  @Test
  void correctionsAndCancelsAreKept() throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    String correction =
        """
        {"T":"c","S":"AAPL","x":"M","oi":52983525027888,"op":86.59,"os":1,"ci":52983525028705,\
        "cp":86.58,"cs":1,"t":"2023-04-06T14:25:06.542305024Z","z":"N"}""";
    String cancel =
        """
        {"T":"x","S":"AAPL","i":465,"x":"D","p":105.31,"s":300,"a":"C",\
        "t":"2023-04-06T13:15:42.83540958Z","z":"C"}""";
    tell(protocol, "[" + correction + "," + cancel + "]");

    assertThat(talk.inShort()).containsExactly("TRADE_CORRECTION", "TRADE_CANCELLED");
    List<Quarantined> kept =
        talk.said.stream().map(each -> ((Said.Unusable) each).input()).toList();
    assertThat(kept)
        .extracting(Quarantined::source)
        .containsExactly("alpaca/correction", "alpaca/cancel");
    assertThat(kept.getFirst().original()).isEqualTo(correction);
    assertThat(kept.get(0).id()).isNotEqualTo(kept.get(1).id());
  }

  @Test
  void haltIsShownUntilTradingResumes() throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    String status =
        """
        [{"T":"s","S":"AAPL","sc":"%s","sm":"%s","rc":"T12",\
        "rm":"%s","t":"2021-02-22T19:15:00Z","z":"A"}]""";
    tell(protocol, status.formatted("H", "Trading Halt", "Halt Additional Information"));
    assertThat(String.valueOf(talk.status.details().get("AAPL")))
        .endsWith("the venue says: Trading Halt (Halt Additional Information)");
    tell(protocol, status.formatted("T", "Trading Resumption", ""));
    assertThat(String.valueOf(talk.status.details().get("AAPL"))).doesNotContain("Trading");
    assertThat(talk.said).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | invalid syntax            | look at the symbols
          402 | auth failed               | check TAPELINE_ALPACA_KEY_ID and TAPELINE_ALPACA_SECRET
          405 | symbol limit exceeded     | the plan allows fewer symbols
          408 | v2 not enabled            | the account has no market data
          409 | insufficient subscription | the plan does not have it; tapeline.alpaca.feed=iex is free
          """)
  void refusalsThatStayStopTheFeed(int code, String message, String advice) {
    AlpacaProtocol protocol = protocol(LiveFeed.Resume.FRESH);

    assertThatThrownBy(
            () ->
                tell(
                    protocol,
                    "[{\"T\":\"error\",\"code\":%d,\"msg\":\"%s\"}]".formatted(code, message)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("alpaca refuses: %s (%d); %s".formatted(message, code, advice));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 406, 407, 500})
  void refusalsThatPassAreTriedAgain(int code) throws InterruptedException {
    AlpacaProtocol protocol = protocol(LiveFeed.Resume.FRESH);
    tell(protocol, "[{\"T\":\"error\",\"code\":%d,\"msg\":\"so\"}]".formatted(code));

    assertThat(talk.leave).startsWith("alpaca refuses: so (" + code + ")");
  }

  @Test
  void symbolThatIsNotGivenIsNamed() {
    AlpacaProtocol protocol = protocol(LiveFeed.Resume.FRESH);

    assertThatThrownBy(() -> tell(protocol, "[{\"T\":\"subscription\",\"trades\":[]}]"))
        .hasMessageStartingWith("alpaca does not give AAPL");
  }

  @Test
  void venueThatDoesNotAnswerIsLeft() throws InterruptedException {
    AlpacaProtocol protocol = protocol(LiveFeed.Resume.FRESH);
    protocol.look(System.nanoTime() + 9_000_000_000L);
    assertThat(talk.leave).isNull();
    protocol.look(System.nanoTime() + 11_000_000_000L);
    assertThat(talk.leave).isEqualTo("no greeting within 10 s");
    talk.leave = null;
    begin(protocol);
    protocol.look(System.nanoTime() + 11_000_000_000L);
    assertThat(talk.leave).isNull();
  }

  @Test
  void reconnectIsAGapOfEachInstrumentThatWasKnown() throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    tell(protocol, "[" + TRADE + "]");
    protocol.lost(SEEN);
    protocol.opened(talk);
    begin(protocol);
    tell(protocol, "[" + TRADE + "," + TRADE + "]");

    assertThat(talk.inShort())
        .containsExactly("trade 126.55", "gap DISCONNECTED", "trade 126.55", "trade 126.55");
  }

  @Test
  void afterARestartTheFirstEventIsBehindAGap() throws InterruptedException {
    AlpacaProtocol protocol =
        protocol(
            new LiveFeed.Resume(Map.of(AAPL, new LiveFeed.Resume.Last(new EventTime(SEEN), null))));
    begin(protocol);
    tell(protocol, "[" + quote("87.66", "87.68") + "]");

    assertThat(talk.inShort()).containsExactly("gap DISCONNECTED", "quote 87.66 87.68");
  }

  @Test
  void keyIsNeverWrittenDown() throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    tell(
        protocol,
        "{\"action\":\"auth\",\"key\":\"" + KEY + "\",\"secret\":\"" + SECRET + "\"}",
        "[{\"T\":\"" + SECRET + "\",\"key\":\"" + KEY + "\"}]",
        SECRET);

    assertThat(talk.said).hasSize(3);
    assertThat(talk.said.toString()).doesNotContain(KEY, SECRET);
    assertThat(talk.status.details().toString()).doesNotContain(KEY, SECRET);
    assertThat(new AlpacaProtocol.Credentials(KEY, SECRET).toString()).doesNotContain(KEY, SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not json                                                             | NOT_JSON
          {"T":"t"}                                                            | NOT_AN_ARRAY
          [7]                                                                  | UNKNOWN_TYPE
          [{"T":"lottery"}]                                                    | UNKNOWN_TYPE
          [{"T":"t","p":1}]                                                    | SYMBOL_EMPTY
          [{"T":"t","S":"AAPL","t":"soon"}]                                    | TS_NOT_A_TIME
          [{"T":"t","S":"AAPL","t":"2021-02-22T15:51:44Z"}]                    | NOT_A_NUMBER
          [{"T":"t","S":"AAPL","t":"2021-02-22T15:51:44Z","p":-1}]             | PRICE_NOT_POSITIVE
          [{"T":"t","S":"AAPL","t":"2021-02-22T15:51:44Z","p":1,"s":0}]        | SIZE_NOT_POSITIVE
          [{"T":"t","S":"MSFT","t":"2021-02-22T15:51:44Z","p":1,"s":1}]        | UNKNOWN_SYMBOL
          [{"T":"q","S":"AAPL","bp":2,"ap":1}]                                 | CROSSED_QUOTE
          [{"T":"q","S":"AAPL","bp":1,"ap":1}]                                 | LOCKED_QUOTE
          [{"T":"q","S":"AAPL","bp":1}]                                        | NOT_A_NUMBER
          [{"T":"s","S":"MSFT"}]                                               | UNKNOWN_SYMBOL
          """)
  void whatCannotBeUsedIsKept(String frame, String reason) throws InterruptedException {
    AlpacaProtocol protocol = streaming();
    tell(protocol, frame, "[" + TRADE + "]");

    assertThat(talk.inShort()).containsExactly(reason, "trade 126.55");
    assertThat(frame).contains(((Said.Unusable) talk.said.getFirst()).input().original());
  }
}
