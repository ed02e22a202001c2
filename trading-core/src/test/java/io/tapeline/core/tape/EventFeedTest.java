package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Aggressor;
import io.tapeline.core.market.BookUpdate;
import io.tapeline.core.market.FeedGap;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.Invalidity;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Quote;
import io.tapeline.core.market.Tick;
import io.tapeline.core.money.Price;
import io.tapeline.core.money.Quantity;
import io.tapeline.core.money.Side;
import io.tapeline.core.sim.SimulatedMarket;
import io.tapeline.core.sim.SimulationSettings;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFeedTest {

  private static final Symbol BTC = new Symbol("BTC/USD");

  @TempDir private Path folder = Path.of("");

  private static Origin at(long seq) {
    return new Origin(seq, new EventTime(seq * 10));
  }

  private static List<MarketEvent> everyKind() {
    return List.of(
        new Tick(at(1), BTC, Price.of("60000.10"), Quantity.of("0.5"), Aggressor.SELL),
        new Tick(at(2), BTC, Price.of("60000.1"), Quantity.of("0.50"), Aggressor.UNKNOWN),
        new Quote(at(3), BTC, Price.of("1"), Quantity.of("2"), Price.of("3"), Quantity.of("4")),
        new Quote(at(4), BTC, Price.of("1"), null, Price.of("3"), null),
        new Heartbeat(at(5), new Symbol("A,B\"C")),
        new BookUpdate(
            at(6),
            BTC,
            true,
            List.of(
                new BookUpdate.Level(Side.BUY, Price.of("0.00000001"), Quantity.of("1")),
                new BookUpdate.Level(Side.SELL, Price.of("2.50"), Quantity.of("0")))),
        new BookUpdate(at(9), BTC, false, List.of()),
        BookUpdate.invalid(at(10), BTC, Invalidity.CHECKSUM_MISMATCH),
        new FeedGap(at(11), BTC, FeedGap.Reason.DISCONNECTED),
        new MissedTick(
            new Tick(at(12), BTC, Price.of("7"), Quantity.of("8"), Aggressor.BUY, 44_952L)),
        new Tick(at(13), BTC, Price.of("7"), Quantity.of("8"), Aggressor.BUY, Long.MAX_VALUE));
  }

  private Path write(String... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts) {
      try (GZIPOutputStream member = new GZIPOutputStream(bytes)) {
        member.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Files.write(folder.resolve("events.csv.gz"), bytes.toByteArray());
  }

  private static String lines(List<MarketEvent> events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(EventCsv.line(event)).append('\n'));
    return lines.toString();
  }

  private static List<MarketEvent> read(Path file, long lastSeq) throws IOException {
    List<MarketEvent> events = new ArrayList<>();
    try (EventFeed feed = EventFeed.open(file, lastSeq)) {
      for (MarketEvent event = feed.next(); event != null; event = feed.next()) {
        events.add(event);
      }
      assertThat(feed.progress()).isEqualTo(1);
    }
    return events;
  }

  @Test
  void everyKindOfEventComesBackToTheLastZero() throws IOException {
    List<MarketEvent> events = everyKind();

    List<MarketEvent> read = read(write(EventCsv.HEADER + "\n", lines(events)), 13);

    assertThat(read).isEqualTo(events);
    // Equality of amounts is numeric; their text tells the scale.
    assertThat(read.toString()).isEqualTo(events.toString());
  }

  @Test
  void recordingOfTheFirstFormIsStillRead() throws IOException {
    Path file =
        write(
            "seq,ts,symbol,kind,price,size,side,bid,bid_size,ask,ask_size,levels\n",
            "1,10,BTC/USD,trade,60000.10,0.5,SELL,,,,,\n");

    assertThat(read(file, 1)).isEqualTo(everyKind().subList(0, 1));
  }

  @Test
  void simulatedMarketComesBackWithItsNumbersAndHeartbeats() throws IOException {
    SimulationSettings settings =
        SimulationSettings.defaults(5, new EventTime(0)).withDuration(Duration.ofMinutes(2));
    List<MarketEvent> events = new ArrayList<>();
    try (SimulatedMarket market = new SimulatedMarket(settings)) {
      for (MarketEvent event = market.next(); event != null; event = market.next()) {
        events.add(event);
      }
    }
    int half = events.size() / 2;

    Path file =
        write(
            EventCsv.HEADER + "\n" + lines(events.subList(0, half)),
            lines(events.subList(half, events.size())));

    assertThat(read(file, events.getLast().seq())).isEqualTo(events);
  }

  @Test
  void nothingBehindTheLastNumberIsLookedAt() throws IOException {
    List<MarketEvent> events = everyKind();
    Path file = write(EventCsv.HEADER + "\n" + lines(events.subList(0, 3)), lines(events));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 12));

    assertThat(read(file, 3)).isEqualTo(events.subList(0, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1,10,BTC,trade,x,1,,,,,,         | line 2
          1,10,BTC,trade,1,1,UP,,,,,       | line 2
          1,10,BTC,guess,,,,,,,,           | unknown kind 'guess'
          1,10,BTC,heartbeat               | 14 columns wanted, has 4
          1,10,BTC,update,,,,,,,,MID 1 1   | no book level: 'MID 1 1'
          2,10,BTC,heartbeat,,,,,,,,       | ends after event 2, 3 are recorded
          0,10,BTC,heartbeat,,,,,,,,       | event 0 after event 0
          """)
  void lineThatIsNoEventIsNamed(String line, String message) throws IOException {
    Path file = write(EventCsv.HEADER + "\n" + line + "\n");

    assertThatThrownBy(() -> read(file, 3))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("events.csv.gz")
        .hasMessageContaining(message);
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path trades = write("ts,symbol,price,size,side\n");

    assertThatThrownBy(() -> EventFeed.open(trades, 3))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("is no recording of market events");
  }
}
