package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.tape.pack.TapePack;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTapeTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binance_usdm_BTCUSDT_20240808_trades",
        "binance_usdm_BTCUSDT_20240808_quotes",
        "binance_spot_BTCUSDT_20240808_book",
        "binance_spot_XRPETH_20191011_trades",
        "coinbase_multi_20210417_book",
        "coinbase_multi_20210417_quotes",
        "binance_usdm_DOGEUSDT_202601_candles_1m"
      })
  void realTapesComeBackToTheLastZero(String name) throws IOException {
    Path tape = Tapes.shared(name);
    Path packed = folder.resolve("packed.tape");

    TapePack.Result result = TapePack.run(List.of(tape), packed, false);

    List<String> expected = lines(Tapes.rows(tape));
    assertThat(lines(Tapes.rows(packed))).isEqualTo(expected);
    assertThat(result.rows()).isEqualTo(expected.size());
    assertThat(result.rejectedFile()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void everyRowComesBackAsItWas(TapeKind kind) throws IOException {
    for (long seed = 1; seed <= 10; seed++) {
      List<TapeRow> rows = random(kind, new Random(seed), 9_000);
      Path file = folder.resolve(kind + "-" + seed);
      write(file, kind, rows);

      List<TapeRow> read = Tapes.rows(file);

      assertThat(read).isEqualTo(rows);
      assertThat(lines(read)).isEqualTo(lines(rows)); // equal amounts may differ in scale
    }
  }

  @Test
  void playedItGivesTheEventsOfTheTapeItIsMadeOf() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "t.csv",
            "ts,symbol,price,size,side,late",
            "1000000,X,1.50,2,BUY,",
            "2000000,Y,1.5,2.0,,",
            "1500000,X,0,2,BUY,",
            "1400000,X,1.6,3,SELL,1");
    Path packed = folder.resolve("t.tape");

    TapePack.Result result = TapePack.run(List.of(tape), packed, false);

    assertThat(Tapes.play(TapeFeed.Settings.DEFAULT, packed))
        .hasSizeGreaterThan(60)
        .isEqualTo(
            Tapes.play(TapeFeed.Settings.DEFAULT, tape).stream()
                .filter(event -> !event.id().contains("PRICE_NOT_POSITIVE"))
                .toList());
    assertThat(result.rejectedRows()).isEqualTo(1);
    assertThat(Files.readAllLines(folder.resolve("t.tape.rejected.csv")))
        .hasSize(2)
        .last()
        .asString()
        .contains(",4,PRICE_NOT_POSITIVE,", "1500000,X,0,2,BUY,");
  }

  @Test
  void cutAnywhereEveryWholeBlockIsDeliveredAndTheCutIsNamed() throws IOException {
    Random random = new Random(7);
    List<TapeRow> rows = random(TapeKind.TRADES, random, 9_000);
    Path file = folder.resolve("a.tape");
    write(file, TapeKind.TRADES, rows);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 60; i++) {
      int cut = random.nextInt(PackedFormat.MAGIC.length, whole.length);
      Files.write(file, Arrays.copyOf(whole, cut));
      List<TapeRow> read = new ArrayList<>();

      assertThatThrownBy(() -> readAll(file, read))
          .isInstanceOf(TapeException.class)
          .hasMessageContaining("a.tape: is cut off")
          .hasMessageNotContaining("\n");
      assertThat(read.size() % PackedFormat.ROWS_A_BLOCK == 0 || read.size() == rows.size())
          .isTrue();
      assertThat(read).isEqualTo(rows.subList(0, read.size()));
    }
  }

  @Test
  void noFlippedBitGoesUnnoticed() throws IOException {
    Random random = new Random(8);
    List<TapeRow> rows = random(TapeKind.QUOTES, random, 6_000);
    Path file = folder.resolve("a.tape");
    write(file, TapeKind.QUOTES, rows);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(PackedFormat.MAGIC.length, whole.length)] ^=
          (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      List<TapeRow> read = new ArrayList<>();

      assertThatThrownBy(() -> readAll(file, read))
          .isInstanceOf(TapeException.class)
          .message()
          .containsPattern("a.tape: (is damaged in|is cut off|is a packed tape of version)")
          .doesNotContain("\n");
      assertThat(read).isEqualTo(rows.subList(0, read.size()));
    }
  }

  /** What the first version of the form was: one trade late, one without aggressor. */
  @Test
  void tapesOfTheFirstVersionAreReadAndWrittenAsTheyWere() throws IOException {
    byte[] first =
        HexFormat.of()
            .parseHex(
                "544150454c494e450001000054ff01c600000027000000042ad22d93"
                    + "80897a0200034254430201d4b2f20505002b0202141902120103455448000188270f02000013"
                    + "19000000000000000085ea0df50000000000000004");
    Path packed = Files.write(folder.resolve("first.tape"), first);
    Path csv =
        Tapes.write(
            folder,
            "first.csv",
            "ts,symbol,price,size,side,late",
            "1000000,BTC,61800.10,0.5,BUY,",
            "1000000,BTC,61800.20,0.25,SELL,1",
            "1000001,ETH,2500,1.5,,",
            "1000002,BTC,61800.10,0.25,BUY,");
    Path again = folder.resolve("again.tape");

    TapePack.run(List.of(csv), again, false);

    assertThat(lines(Tapes.rows(packed))).isEqualTo(lines(Tapes.rows(csv)));
    assertThat(Tapes.rows(packed)).isEqualTo(Tapes.rows(csv));
    assertThat(again).hasBinaryContent(first);
  }

  @Test
  void numbersOfTradesGoIntoTheBinaryFormAndBack() throws IOException {
    Path csv =
        Tapes.write(
            folder,
            "ids.csv",
            "ts,symbol,price,size,side,recv,trade_id,late",
            "1000000,BTC,61800.10,0.5,BUY,1000100,41,",
            "1000000,BTC,61800.10,0.5,BUY,1000100,42,",
            "1000000,ETH,2500,1,SELL,1000100,9223372036854775807,1",
            "1000001,BTC,61800.10,0.5,,1000101,,");
    Path packed = folder.resolve("ids.tape");

    TapePack.run(List.of(csv), packed, false);

    assertThat(lines(Tapes.rows(packed)))
        .containsExactly(
            "2:1000000,BTC,61800.10,0.5,BUY,41",
            "3:1000000,BTC,61800.10,0.5,BUY,42",
            "4:1000000,ETH,2500,1,SELL,9223372036854775807",
            "5:1000001,BTC,61800.10,0.5,");
    try (TapeReader reader = TapeReader.open(packed)) {
      assertThat(reader.hasTradeIds()).isTrue();
    }
  }

  @Test
  void anUnknownVersionAndWhatFollowsTheEndAreRefused() throws IOException {
    Path file = folder.resolve("a.tape");
    write(file, TapeKind.BOOK, random(TapeKind.BOOK, new Random(9), 10));
    byte[] bytes = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> Tapes.rows(file)).hasMessageContaining("after 10 whole rows");
    bytes[9] = 3;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TapeReader.open(file))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("is a packed tape of version 3, this program reads versions 1 to 2");
  }

  @Test
  void inputsMustBeOfOneKindByTimeAndAnOutputIsNotReplacedUnasked() throws IOException {
    Path first = Tapes.write(folder, "1.csv", "ts,symbol,price,size", "1000,X,1,2");
    Path later = Tapes.write(folder, "2.csv", "ts,symbol,price,size", "172800000000,X,1,2");
    Path quotes = Tapes.write(folder, "q.csv", "ts,symbol,bid,ask", "1000,X,1,2");
    Path out = folder.resolve("out.tape");

    assertThatThrownBy(() -> TapePack.run(List.of(first, quotes), out, false))
        .hasMessageContaining("pack each kind by itself");
    assertThatThrownBy(() -> TapePack.run(List.of(later, first), out, false))
        .hasMessageContaining("give them by time");
    assertThat(folder).isDirectoryNotContaining("glob:**.{tape,part}");
    assertThat(TapePack.run(List.of(first, later), out, false).rows()).isEqualTo(2);
    assertThatThrownBy(() -> TapePack.run(List.of(first), out, false))
        .hasMessageContaining("is there already");
    assertThatThrownBy(() -> TapePack.run(List.of(out), out, true))
        .hasMessageContaining("is one of the inputs");
  }

  private static void write(Path file, TapeKind kind, List<TapeRow> rows) throws IOException {
    try (PackedWriter writer = new PackedWriter(file, kind)) {
      for (TapeRow row : rows) {
        writer.row((TapeRow.Usable) row);
      }
      writer.commit();
    }
  }

  private static void readAll(Path file, List<TapeRow> rows) throws IOException {
    try (TapeReader reader = TapeReader.open(file)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
  }

  private static List<String> lines(List<TapeRow> rows) {
    return rows.stream().map(row -> row.line() + ":" + TapeCsv.line((TapeRow.Usable) row)).toList();
  }

  /** Rows as awkward as they are allowed to be. */
  private static List<TapeRow> random(TapeKind kind, Random random, int count) {
    List<TapeRow> rows = new ArrayList<>();
    long micros = 1_700_000_000_000_000L;
    for (int i = 0; i < count; i++) {
      micros += random.nextInt(10) == 0 ? -random.nextInt(1_000_000) : random.nextInt(5_000_000);
      Symbol symbol = new Symbol("S" + random.nextInt(3) + "/Ü\"");
      rows.add(row(kind, random, i + 2, micros, symbol));
    }
    return rows;
  }

  private static TapeRow row(TapeKind kind, Random random, long line, long micros, Symbol symbol) {
    return switch (kind) {
      case TRADES ->
          new TapeRow.Trade(
              line,
              micros,
              symbol,
              price(random),
              size(random),
              PackedFormat.AGGRESSORS.get(random.nextInt(3)),
              random.nextBoolean(),
              identifier(random));
      case QUOTES ->
          new TapeRow.BidAsk(
              line,
              micros,
              symbol,
              price(random),
              sometimes(random),
              price(random),
              sometimes(random));
      case BOOK ->
          new TapeRow.Depth(
              line,
              micros,
              symbol,
              random.nextBoolean(),
              new BookUpdate.Level(
                  random.nextBoolean() ? Side.BUY : Side.SELL, price(random), size(random)));
      case CANDLES ->
          new TapeRow.Bar(
              line,
              micros,
              symbol,
              PackedFormat.TIMEFRAMES.get(random.nextInt(PackedFormat.TIMEFRAMES.size())),
              price(random),
              price(random),
              price(random),
              price(random),
              size(random));
    };
  }

  private static @Nullable Long identifier(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> random.nextLong(Long.MAX_VALUE);
      default -> 6_000_000_000L + random.nextInt(1000);
    };
  }

  private static Price price(Random random) {
    if (random.nextInt(200) == 0) {
      return new Price(new BigDecimal(new BigInteger(90, random).add(BigInteger.ONE), 30));
    }
    int scale = random.nextInt(20) == 0 ? random.nextInt(19) : 2;
    return new Price(BigDecimal.valueOf(6_180_000 + random.nextInt(-500, 500), scale));
  }

  private static Quantity size(Random random) {
    return new Quantity(
        random.nextInt(9) == 0
            ? BigDecimal.valueOf(random.nextLong(1_000_000_000_000_000_000L), random.nextInt(19))
            : BigDecimal.valueOf(random.nextInt(3), 3));
  }

  private static @Nullable Quantity sometimes(Random random) {
    return random.nextBoolean() ? size(random) : null;
  }
}
