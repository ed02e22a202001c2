package io.tapeline.marketdata.live.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.quarantine.Quarantined;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TickFramesTest {

  /** The frame of MD-TICKSERVER, character by character. */
  private static final String FRAME =
      "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"price\":150.25,"
          + "\"bid\":150.24,\"ask\":150.26,\"volume\":320}";

  private static final Symbol AAPL = new Symbol("AAPL");
  private static final EventTime TS = new EventTime(1_735_570_000_123_000L);
  private static final Origin ORIGIN = new Origin(0, TS);
  private static final Tick TRADE = trade("150.25", "320");
  private static final Quote QUOTE = quote("150.24", "150.26");

  @Test
  void theCataloguesFrameIsATradeAndAQuote() {
    assertThat(TickFrames.parse(FRAME)).isEqualTo(new TickFrame.Seen(TRADE, QUOTE));
    assertThat(TickFrames.text(TS, TRADE, QUOTE)).isEqualTo(FRAME);
  }

  @Test
  void aFrameMayHoldATradeOrAQuoteAlone() {
    String trade =
        "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"price\":150.25,\"volume\":320}";
    String quote =
        "{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1735570000123,\"bid\":150.24,\"ask\":150.26}";

    assertThat(TickFrames.parse(trade)).isEqualTo(new TickFrame.Seen(TRADE, null));
    assertThat(TickFrames.parse(quote)).isEqualTo(new TickFrame.Seen(null, QUOTE));
    assertThat(TickFrames.text(TS, TRADE, null)).isEqualTo(trade);
    assertThat(TickFrames.text(TS, null, QUOTE)).isEqualTo(quote);
  }

  @Test
  void orderBlanksQuotesNullsAndOtherFieldsDoNotMatter() {
    assertThat(
            TickFrames.parse(
                """
                { "volume" : "320", "venue" : {"name":"X","ids":[1,2]}, "ask":null, "bid":null,
                  "price":"150.25", "ts":"1735570000123", "symbol":" AAPL ", "type":"tick" }
                """))
        .isEqualTo(new TickFrame.Seen(TRADE, null));
  }

  @ParameterizedTest
  @CsvSource({
    "150.25, 150.25",
    "150.250, 150.250",
    "0.10000000000000000000000001, 0.10000000000000000000000001",
    "123456789012345678901234567890.5, 123456789012345678901234567890.5",
    "3.07e-06, 0.00000307",
    "1.5E3, 1500",
    "0.1, 0.1"
  })
  void digitsAreTakenExactlyAsTheyAreSent(String sent, String price) {
    TickFrame frame = TickFrames.parse(FRAME.replace("\"price\":150.25", "\"price\":" + sent));

    assertThat(frame)
        .isInstanceOfSatisfying(
            TickFrame.Seen.class,
            seen -> assertThat(seen.trade()).hasToString(trade(price, "320").toString()));
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "type":"tick",           |                              | UNKNOWN_TYPE       | no type
          "type":"tick"            | "type":"trade"               | UNKNOWN_TYPE       | type 'trade' is not tick
          "type":"tick"            | "type":null                  | UNKNOWN_TYPE       | no type
          "type":"tick"            | "type":["tick"]              | UNKNOWN_TYPE       | type '[' is not tick
          "ts":1735570000123       | "tz":1                       | TIME_MISSING       | no ts
          "ts":1735570000123       | "ts":null                    | TIME_MISSING       | no ts
          1735570000123            | "soon"                       | TS_NOT_A_NUMBER    | ts 'soon' is not a whole number of milliseconds
          1735570000123            | 1735570000.123               | TS_NOT_A_NUMBER    | ts '1735570000.123' is not a whole number of milliseconds
          1735570000123            | true                         | TS_NOT_A_NUMBER    | ts 'true' is not a whole number of milliseconds
          1735570000123            | 9999999999999999999          | TS_NOT_A_NUMBER    | ts '9999999999999999999' is not a whole number of milliseconds
          1735570000123            | 0                            | TS_NOT_POSITIVE    | ts 0 is not above zero
          1735570000123            | -1                           | TS_NOT_POSITIVE    | ts -1 is not above zero
          1735570000123            | 1735570000123000             | TS_OUT_OF_RANGE    | ts 1735570000123000 is after the year 9999; it must be milliseconds
          "symbol":"AAPL",         |                              | SYMBOL_EMPTY       | no symbol
          "AAPL"                   | "  "                         | SYMBOL_EMPTY       | no symbol
          "AAPL"                   | 7                            | SYMBOL_NOT_PLAIN   | symbol '7' is not a string of at most 64 characters without quotes
          "AAPL"                   | "A\\"B"                      | SYMBOL_NOT_PLAIN   | symbol 'A"B' is not a string of at most 64 characters without quotes
          "AAPL"                   | "A\\nB"                      | SYMBOL_NOT_PLAIN   | symbol 'A?B' is not a string of at most 64 characters without quotes
          "price":150.25,          |                              | FIELD_MISSING      | volume without price
          "volume":320             | "volume":null                | FIELD_MISSING      | price without volume
          "bid":150.24,            |                              | FIELD_MISSING      | ask without bid
          "ask":150.26             | "ask":null                   | FIELD_MISSING      | bid without ask
          "price":150.25           | "price":"15O.25"             | NOT_A_NUMBER       | price '15O.25' is not a decimal number
          "price":150.25           | "price":""                   | NOT_A_NUMBER       | price '' is not a decimal number
          "price":150.25           | "price":"NaN"                | NOT_A_NUMBER       | price 'NaN' is not a decimal number
          "price":150.25           | "price":{"usd":1}            | NOT_A_NUMBER       | price '{' is not a decimal number
          "price":150.25           | "price":1e999                | NOT_A_NUMBER       | price '1e999' is not a decimal number
          "price":150.25           | "price":1e-999999999         | NOT_A_NUMBER       | price '1e-999999999' is not a decimal number
          "price":150.25           | "price":0                    | PRICE_NOT_POSITIVE | price 0 is not above zero
          "price":150.25           | "price":-150.25              | PRICE_NOT_POSITIVE | price -150.25 is not above zero
          "bid":150.24             | "bid":0.00                   | PRICE_NOT_POSITIVE | bid 0.00 is not above zero
          "volume":320             | "volume":0                   | SIZE_NOT_POSITIVE  | volume 0 is not above zero
          "volume":320             | "volume":-320                | SIZE_NOT_POSITIVE  | volume -320 is not above zero
          "bid":150.24             | "bid":150.27                 | CROSSED_QUOTE      | bid 150.27 is above ask 150.26
          "bid":150.24             | "bid":150.260                | LOCKED_QUOTE       | bid 150.260 equals ask 150.26
          "price":150.25           | "price":NaN                  | NOT_JSON           | Non-standard token 'NaN'
          "price":150.25           | "price":01                   | NOT_JSON           | Leading zeroes not allowed
          "symbol":"AAPL"          | "symbol":"AAPL","symbol":"B" | NOT_JSON           | Duplicate Object property "symbol"
          320}                     | 320                          | NOT_JSON           | Unexpected end-of-input
          320}                     | 320} {}                      | NOT_JSON           | goes on after its JSON object
          """)
  void aFrameThatBreaksARuleIsRejectedWhole(
      String text, @Nullable String instead, String reason, String detail) {
    String frame = FRAME.replace(text, instead == null ? "" : instead);

    assertThat(TickFrames.parse(frame))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(reason);
              assertThat(rejected.detail()).contains(detail);
              assertThat(rejected.original()).isEqualTo(frame);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ping", "42", "null", "[]", "\"tick\"", "{]", "<html>", "\0"})
  void whatIsNoJsonObjectIsRejected(String text) {
    assertThat(TickFrames.parse(text))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("NOT_JSON");
              assertThat(rejected.original()).isEqualTo(text);
            });
  }

  @Test
  void aFrameWithNothingToSayIsRejected() {
    assertThat(TickFrames.parse("{\"type\":\"tick\",\"symbol\":\"AAPL\",\"ts\":1}"))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("FIELD_MISSING"));
  }

  @Test
  void longFramesAreRejectedAndKeptInPart() {
    String deep = "{\"x\":" + "[".repeat(30_000);
    String longest = "{\"x\":\"" + "\uD83D\uDE00".repeat(40_000) + "\"}";

    assertThat(TickFrames.parse(deep))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("NOT_JSON");
              assertThat(rejected.original())
                  .isEqualTo("{\"x\":" + "[".repeat(1995) + "… (30005 characters in all)");
            });
    assertThat(TickFrames.parse(longest))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("FRAME_TOO_LONG");
              assertThat(rejected.detail()).isEqualTo("80008 characters, at most 65536 are read");
              assertThat(rejected.original())
                  .isEqualTo(
                      "{\"x\":\"" + "\uD83D\uDE00".repeat(997) + "… (80008 characters in all)");
            });
  }

  @Test
  void aRejectedFrameGoesToQuarantineAsItCame() {
    assertThat(TickFrames.parse("ping"))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected ->
                assertThat(rejected.quarantined("generic", 7))
                    .isEqualTo(
                        new Quarantined("generic", 7, "NOT_JSON", rejected.detail(), "ping")));
  }

  @Test
  void fieldsAloneMakeAFrameByTheSameRules() {
    Map<String, String> fields =
        Map.of("symbol", "AAPL", "ts", "1735570000123", "price", "150.25", "volume", "320");

    assertThat(TickFrames.of(fields)).isEqualTo(new TickFrame.Seen(TRADE, null));
    assertThat(TickFrames.of(Map.of("symbol", "AAPL", "ts", "1", "bid", "2", "ask", "1")))
        .isInstanceOfSatisfying(
            TickFrame.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("CROSSED_QUOTE"));
  }

  @Test
  void garbageIsNeverMoreThanRejected() {
    long seed = 20_250_102;
    Random random = new Random(seed);
    int seen = 0;
    for (int i = 0; i < 100_000; i++) {
      String garbage = random.nextInt(4) == 0 ? noise(random) : damaged(random);
      TickFrame frame;
      try {
        frame = TickFrames.parse(garbage);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed %d, case %d: %s".formatted(seed, i, garbage), e);
      }
      switch (frame) {
        case TickFrame.Seen _ -> seen++;
        case TickFrame.Rejected rejected -> {
          assertThat(rejected.reason()).as(garbage).matches("[A-Z_]+");
          assertThat(rejected.detail()).as(garbage).isNotEmpty().doesNotContain("\n");
          assertThat(rejected.original()).isEqualTo(garbage);
        }
      }
    }
    assertThat(seen).as("damaged frames that are frames still").isBetween(100, 50_000);
  }

  @Test
  void whatIsWrittenIsReadAgainToTheLastDigit() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal bid = decimal(random);
      Tick trade = trade(decimal(random).toPlainString(), decimal(random).toPlainString());
      Quote quote = quote(bid.toPlainString(), bid.add(decimal(random)).toPlainString());

      assertThat(TickFrames.parse(TickFrames.text(TS, trade, quote)))
          .hasToString(new TickFrame.Seen(trade, quote).toString());
    }
  }

  private static BigDecimal decimal(Random random) {
    BigInteger digits = new BigInteger(1 + random.nextInt(80), random).add(BigInteger.ONE);
    return new BigDecimal(digits, random.nextInt(20));
  }

  private static String noise(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      text.append(
          random.nextBoolean()
              ? "{}[]\",:.-+eE0123456789 tfn\\".charAt(random.nextInt(27))
              : (char) random.nextInt(0x10000));
    }
    return text.toString();
  }

  /** The catalogue's frame with a few characters changed, doubled or lost. */
  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder(FRAME);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, text.charAt(random.nextInt(text.length())));
        case 2 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
        default -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
      }
    }
    return text.toString();
  }

  private static Tick trade(String price, String volume) {
    return new Tick(ORIGIN, AAPL, Price.of(price), Quantity.of(volume), Aggressor.UNKNOWN);
  }

  private static Quote quote(String bid, String ask) {
    return new Quote(ORIGIN, AAPL, Price.of(bid), null, Price.of(ask), null);
  }
}
