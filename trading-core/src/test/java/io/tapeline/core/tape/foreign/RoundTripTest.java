package io.tapeline.core.tape.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.tape.TapeCheck;
import io.tapeline.core.tape.TapeKind;
import io.tapeline.core.tape.TapeReader;
import io.tapeline.core.tape.TapeRow;
import io.tapeline.core.tape.Tapes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in Binance's layout comes back as it was. */
class RoundTripTest {

  private static final Symbol BTC = new Symbol("BTCUSDT");

  @TempDir private Path folder;

  enum Table {
    AGG_TRADES("aggTrades"),
    TRADES("trades");

    private final String label;

    Table(String label) {
      this.label = label;
    }

    String line(long id, TapeRow.Trade trade, boolean millis) {
      long time = millis ? trade.micros() / 1000 : trade.micros();
      boolean buyerWaited = trade.aggressor() == Aggressor.SELL;
      return switch (this) {
        case AGG_TRADES ->
            "%d,%s,%s,%d,%d,%d,%s"
                .formatted(id, trade.price(), trade.size(), id, id, time, buyerWaited);
        case TRADES ->
            "%d,%s,%s,%s,%d,%s,True"
                .formatted(
                    id,
                    trade.price(),
                    trade.size(),
                    trade.price().times(trade.size()).value().toPlainString(),
                    time,
                    buyerWaited ? "True" : "False");
      };
    }
  }

  @ParameterizedTest(name = "{0}, milliseconds {1}, seed {2}")
  @CsvSource({"AGG_TRADES, true, 1", "AGG_TRADES, false, 2", "TRADES, true, 3", "TRADES, false, 4"})
  void generatedTradesComeBackExactly(Table table, boolean millis, long seed) throws IOException {
    Random random = new Random(seed);
    List<TapeRow.Trade> trades = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    long micros = 1_735_689_600_000_000L;
    for (int i = 0; i < 5000; i++) {
      micros += millis ? random.nextInt(50) * 1000L : random.nextInt(50_000);
      // The header of a tape is line 1.
      TapeRow.Trade trade =
          new TapeRow.Trade(
              i + 2L,
              micros,
              BTC,
              new Price(amount(random)),
              new Quantity(amount(random)),
              random.nextBoolean() ? Aggressor.BUY : Aggressor.SELL,
              false,
              (long) i);
      trades.add(trade);
      lines.add(table.line(i, trade, millis));
    }
    Import binance = Import.of(folder, ForeignFormat.BINANCE);
    Path file =
        binance.file("BTCUSDT-" + table.label + "-2025-01-01.csv", lines.toArray(String[]::new));

    ImportResult result = binance.run(file);

    assertThat(result.rejected()).isEmpty();
    assertThat(result.outOfOrder()).isZero();
    List<TapeRow> rows = Tapes.rows(binance.out());
    assertThat(rows).isEqualTo(trades);
    // Equality is numeric: the text tells that trailing zeros stayed, too.
    assertThat(rows.toString()).isEqualTo(trades.toString());
  }

  /** Above zero, up to 30 digits, up to 12 of them behind the point. */
  private static BigDecimal amount(Random random) {
    return new BigDecimal(
        new BigInteger(1 + random.nextInt(98), random).add(BigInteger.ONE), random.nextInt(13));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "binance_usdm_BTCUSDT_20240808_trades",
        "binance_spot_TRXUSDT_20250304_trades",
        "binance_usdm_BTCUSDT_20240808_quotes",
        "binance_usdm_DOGEUSDT_202601_candles_1m"
      })
  void realTapesComeBackWithTheSameFigures(String name) throws IOException {
    Path tape = Tapes.shared(name);
    TapeCheck.Result original = TapeCheck.of(tape);
    Path file = inBinanceLayout(tape, original);
    Import binance = Import.of(folder, ForeignFormat.BINANCE);

    ImportResult imported = binance.run(file);
    TapeCheck.Result result = TapeCheck.of(binance.out());

    assertThat(imported.rows()).isEqualTo(original.usableRows());
    assertThat(imported.rejectedLines()).isEqualTo(original.rows() - original.usableRows());
    assertThat(result.kind()).isEqualTo(original.kind());
    assertThat(result.usableRows()).isEqualTo(original.usableRows());
    assertThat(result.rejected()).isEmpty();
    if (original.rejected().isEmpty()) {
      assertThat(result.symbols()).isEqualTo(original.symbols());
      Map<String, TapeCheck.Finding> faults = new HashMap<>(original.faults());
      if (original.kind() == TapeKind.TRADES) {
        faults.remove("DUPLICATE"); // they have come to be told apart by their numbers
      }
      assertThat(result.faults()).isEqualTo(faults);
    }
  }

  private Path inBinanceLayout(Path tape, TapeCheck.Result known) throws IOException {
    String symbol = known.symbols().getFirst().symbol().value();
    String table =
        switch (Objects.requireNonNull(known.kind())) {
          case TRADES -> "trades";
          case QUOTES -> "bookTicker";
          case CANDLES -> "1m";
          case BOOK -> throw new IllegalArgumentException("Binance has no book files");
        };
    Path file = folder.resolve("%s-%s-2025-01-01.csv".formatted(symbol, table));
    try (BufferedWriter writer = Files.newBufferedWriter(file);
        TapeReader reader = TapeReader.open(tape)) {
      for (TapeRow row = reader.next(); row != null; row = reader.next()) {
        writer.write(
            switch (row) {
              case TapeRow.Trade trade -> Table.TRADES.line(row.line(), trade, false);
              case TapeRow.BidAsk r ->
                  "%d,%s,%s,%s,%s,%d,%d"
                      .formatted(
                          r.line(),
                          r.bid(),
                          r.bidSize(),
                          r.ask(),
                          r.askSize(),
                          r.micros(),
                          r.micros());
              case TapeRow.Bar r ->
                  "%d,%s,%s,%s,%s,%s,0,0,0,0,0,0"
                      .formatted(r.micros(), r.open(), r.high(), r.low(), r.close(), r.volume());
              case TapeRow.Depth _ -> throw new IllegalArgumentException("no book files");
              case TapeRow.Rejected bad -> "bad,%s".formatted(bad.quarantined().position());
            });
        writer.write('\n');
      }
    }
    return file;
  }
}
