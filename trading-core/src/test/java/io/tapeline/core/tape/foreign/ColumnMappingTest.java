package io.tapeline.core.tape.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.candle.Timeframe;
import io.tapeline.core.tape.TapeException;
import io.tapeline.core.tape.TapeKind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnMappingTest {

  @TempDir private Path folder;

  private Import columns(TapeKind kind, String mapping) {
    return Import.of(folder, ForeignFormat.COLUMNS).kind(kind).symbol("X").columns(mapping);
  }

  @Test
  void columnsAreFoundByName() throws IOException {
    Import trades =
        columns(TapeKind.TRADES, "ts=Time:ms, price=px, size=qty, side=is_buyer_maker:maker");
    Path file =
        trades.file(
            "t.csv",
            "\uFEFFid,time,px,\"QTY\",is_buyer_maker",
            "1,1723075200000,10.50,2,true",
            "2,\"1723075200001\",\"10.60\", 3 ,0");

    assertThat(trades.rows(file))
        .containsExactly("1723075200000000,X,10.50,2,SELL", "1723075200001000,X,10.60,3,BUY");
  }

  @Test
  void tradesMayHaveTheNumbersOfTheVenue() throws IOException {
    Import trades = columns(TapeKind.TRADES, "ts=time:ms,price=px,size=qty,trade_id=id");
    Path file = trades.file("t.csv", "id,time,px,qty", "17,1723075200000,10.50,2");

    trades.run(file);

    assertThat(trades.out())
        .hasContent("ts,symbol,price,size,side,trade_id\n1723075200000000,X,10.50,2,,17");
  }

  @Test
  void columnsAreFoundByNumberWithAnotherSeparator() throws IOException {
    Import quotes = columns(TapeKind.QUOTES, "ts=1:iso,bid=2,ask=3").separator(';');
    Path file = quotes.file("q.txt", "2024-08-08 00:00:00.000123;1.10;1.11;x");

    assertThat(quotes.rows(file)).containsExactly("1723075200000123,X,1.10,,1.11,");
  }

  @Test
  void rowsMayNameTheirSymbolAndCandlesTheirLength() throws IOException {
    Import candles =
        Import.of(folder, ForeignFormat.COLUMNS)
            .kind(TapeKind.CANDLES)
            .columns("ts=t:s,symbol=s,open=o,high=h,low=l,close=c,volume=v")
            .timeframe(Timeframe.M5);
    Path file = candles.file("c.csv", "t,s,o,h,l,c,v", "1723075200,\"A,B\",1,2,0.5,1.5,7");

    assertThat(candles.rows(file)).containsExactly("1723075200000000,\"A,B\",5m,1,2,0.5,1.5,7");
  }

  @Test
  void booksTellTheirSnapshotsInWordsOrAsTrue() throws IOException {
    Import book = columns(TapeKind.BOOK, "ts=1:us,side=2,price=3,size=4,type=5");
    Path file =
        book.file(
            "b.csv",
            "1723075200000000,b,10,1,true",
            "1723075200000000,ask,11,1,snapshot",
            "1723075200000001,a,11,0,false");

    assertThat(book.rows(file))
        .containsExactly(
            "1723075200000000,X,BID,10,1,snapshot",
            "1723075200000000,X,ASK,11,1,snapshot",
            "1723075200000001,X,ASK,11,0,update");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s   | 1723075200.1234567          | 1723075200123456
          s   | 1723075200                  | 1723075200000000
          ms  | 1723075200000.5             | 1723075200000500
          ms  | 1.7230752E12                | 1723075200000000
          us  | 1723075200000001            | 1723075200000001
          ns  | 1723075200000001999         | 1723075200000001
          iso | 2024-08-08T00:00:00Z        | 1723075200000000
          iso | 2024-08-08T02:00:00.5+02:00 | 1723075200500000
          iso | 2024-08-08T00:00:00.000001  | 1723075200000001
          """)
  void everyUnitGivesMicroseconds(String unit, String time, String micros) throws IOException {
    Import trades = columns(TapeKind.TRADES, "ts=1:" + unit + ",price=2,size=3");
    Path file = trades.file("t.csv", time + ",1,1");

    assertThat(trades.rows(file)).containsExactly(micros + ",X,1,1,");
  }

  @ParameterizedTest
  @CsvSource({
    "s, 1e999999999",
    "s, 1e-999999999",
    "ms, 99999999999999999999999999",
    "iso, 2024-02-30T00:00:00Z",
    "iso, now"
  })
  void whatIsNoTimeIsRefused(String unit, String time) throws IOException {
    Import trades = columns(TapeKind.TRADES, "ts=1:" + unit + ",price=2,size=3");
    Path file = trades.file("t.csv", "1,1,1", time + ",1,1", "2024-08-08T00:00:00Z,1,1");

    assertThat(trades.run(file).rejected()).containsKey("TS_NOT_A_NUMBER");
    assertThat(trades.rejected()).anyMatch(line -> line.endsWith(",\"" + time + ",1,1\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ts=t:ms,price=p           | --columns: a trades tape needs 'size'; say which column it is
          ts=t:ms,price=p,size=q    | : line 1: has no column 'q'; its header is 't,p,s'
          ts=t,price=p,size=s       | --columns: ts needs its unit, as in ts=time:ms: s, ms, us, ns, iso
          ts=t:h,price=p,size=s     | --columns: unknown unit of time 'h': choose one of s, ms, us, ns, iso
          ts=t:ms,price=9,size=s    | : line 1: has no column 9, only 3
          ts=t:ms,bid=p,size=s      | --columns: a trades tape has no column 'bid', only ts, symbol, price, size, side, trade_id
          ts=t:ms,price=p,price=s   | --columns: 'price' is mapped twice
          price                     | 'price' maps nothing
          symbol=s,ts=t:ms,price=p,size=s | its rows name their symbol; leave --symbol away
          """)
  void wrongMappingIsOneClearError(String mapping, String message) throws IOException {
    Import trades = columns(TapeKind.TRADES, mapping);
    Path file = trades.file("t.csv", "t,p,s", "1,1,1");

    assertThatThrownBy(() -> trades.run(file))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining(message);
    assertThat(trades.files()).containsExactly("t.csv");
  }
}
