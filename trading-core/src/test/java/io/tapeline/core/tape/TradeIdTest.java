package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Tick;
import io.tapeline.core.stage.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The venue's numbers of trades, from a tape to ticks and on. */
class TradeIdTest {

  @TempDir private Path folder;

  @Test
  void replayedTradesHaveTheNumbersOfTheTapeAndNoneIsLost() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "trades.csv",
            "ts,symbol,price,size,side,recv,trade_id,late",
            "1000000,BTC,10.0,1,BUY,1000100,41,",
            "1000000,BTC,10.0,1,BUY,1000100,42,",
            "1000000,BTC,10.0,1,BUY,1000100,42,",
            "1000000,BTC,10.0,1,BUY,1000100,7,1",
            "1000000,BTC,10.0,1,BUY,1000100,,",
            "1000000,BTC,10.0,1,BUY,1000100,,");

    assertThat(numbers(tape)).containsExactly("41", "42", "42", "missed 7", "none", "none");
  }

  @Test
  void aPlayedEventIsRecordedWithItsNumber() throws IOException {
    Path tape =
        Tapes.write(folder, "t.csv", "trade_id,ts,symbol,price,size", "41,1000000,BTC,10.0,1");

    List<Event> events = Tapes.play(TapeFeed.Settings.ROWS_ONLY, tape);

    assertThat(events).hasSize(1);
    String line = EventCsv.line((MarketEvent) events.getFirst());
    assertThat(EventCsv.parse(line)).isEqualTo(events.getFirst());
    assertThat(line).isEqualTo("1,1000000,BTC,trade,10.0,1,,,,,,,41,");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, 1000000000000000000",
    "9223372036854775807, 9223372036854775807",
    "0009223372036854775807, 9223372036854775807",
    "9223372036854775808,",
    "-1,",
    "1.5,",
    "2a1b7c9e-0f3d-4a,",
    "9223372036854775x07,"
  })
  void aNumberIsAWholeOneAndAnythingElseIsPassedOver(String field, @Nullable Long number)
      throws IOException {
    Path tape =
        Tapes.write(
            folder, "t.csv", "ts,symbol,price,size,trade_id", "1000000,BTC,10.0,1," + field);

    assertThat(Tapes.rows(tape))
        .singleElement()
        .isInstanceOfSatisfying(
            TapeRow.Trade.class, trade -> assertThat(trade.tradeId()).isEqualTo(number));
  }

  @Test
  void equalTradesWithNumbersOfTheirOwnAreNoDuplicates() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "t.csv",
            "ts,symbol,price,size,trade_id",
            "1000000,BTC,10.0,1,41",
            "1000000,BTC,10.0,1,42",
            "1000000,BTC,10.0,1,42");

    assertThat(TapeCheck.of(tape).faults())
        .containsExactly(
            Map.entry(
                "DUPLICATE", new TapeCheck.Finding(1, 4, "equal to the row before of its symbol")));
  }

  @Test
  void aTapeWithoutTheColumnSaysSo() throws IOException {
    Path without = Tapes.write(folder, "a.csv", "ts,symbol,price,size", "1000000,BTC,10.0,1");
    Path with =
        Tapes.write(folder, "b.csv", "ts,symbol,price,size,trade_id", "1000000,BTC,10.0,1,");

    try (TapeReader a = TapeReader.open(without);
        TapeReader b = TapeReader.open(with)) {
      assertThat(a.hasTradeIds()).isFalse();
      assertThat(b.hasTradeIds()).isTrue();
    }
  }

  @Test
  void aBadAmountIsNoLessBadTheSecondTime() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "t.csv",
            "ts,symbol,bid,bid_size,ask,ask_size",
            "1000000,BTC,10.0,1,10.5,2",
            "1000001,BTC,0.00,1,10.5,2",
            "1000002,BTC,0.00,1,10.5,2",
            "1000003,BTC,10.0,1x,10.5,2",
            "1000004,BTC,10.0,1x,10.5,2",
            "1000005,BTC,10.0,1,10.5,2",
            "1000006,BTC,10.0,1,10.5,2");

    List<String> told = new ArrayList<>();
    for (TapeRow row : Tapes.rows(tape)) {
      told.add(
          row instanceof TapeRow.Rejected bad
              ? bad.quarantined().reason()
              : TapeCsv.line((TapeRow.Usable) row));
    }

    assertThat(told)
        .containsExactly(
            "1000000,BTC,10.0,1,10.5,2",
            "PRICE_NOT_POSITIVE",
            "PRICE_NOT_POSITIVE",
            "NOT_A_NUMBER",
            "NOT_A_NUMBER",
            "1000005,BTC,10.0,1,10.5,2",
            "1000006,BTC,10.0,1,10.5,2");
  }

  private static List<String> numbers(Path tape) throws IOException {
    List<String> numbers = new ArrayList<>();
    for (Event event : Tapes.play(TapeFeed.Settings.ROWS_ONLY, tape)) {
      switch (event) {
        case Tick tick -> numbers.add(number(tick));
        case MissedTick missed -> numbers.add("missed " + number(missed.trade()));
        default -> throw new AssertionError(event);
      }
    }
    return numbers;
  }

  private static String number(Tick tick) {
    return tick.tradeId() == null ? "none" : tick.tradeId().toString();
  }
}
