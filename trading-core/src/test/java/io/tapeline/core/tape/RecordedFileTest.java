package io.tapeline.core.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.market.MissedTick;
import io.tapeline.core.market.Tick;
import io.tapeline.core.stage.Event;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedFileTest {

  private static final String HEADER = "ts,symbol,price,size,side,recv,trade_id,late\n";

  @TempDir private Path folder;

  /** Members of some rows each, and where each ends. */
  private static final class Recording {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private int count;

    Recording(long seed, int members) {
      Random random = new Random(seed);
      for (int i = 0; i < members; i++) {
        StringBuilder text = new StringBuilder(i == 0 ? HEADER : "");
        for (int row = random.nextInt(1, 6); row > 0; row--) {
          count++;
          text.append(1_000_000L + count * 977L)
              .append(",BTC/USD,")
              .append(random.nextInt(1, 1_000_000))
              .append(".10,1.50,BUY,")
              .append(random.nextLong(1L << 50))
              .append(",")
              .append(count)
              .append(",\n");
        }
        bytes.writeBytes(GzipMember.of(text.toString().getBytes(StandardCharsets.UTF_8)));
        ends.add(bytes.size());
        rows.add(count);
      }
    }
  }

  @Test
  void cutAtAnyByteItIsReadUpToItsLastWholeMember() throws IOException {
    Recording recording = new Recording(1, 5);
    byte[] whole = recording.bytes.toByteArray();
    Path file = folder.resolve("2026-11-21.trades.csv.gz");
    Files.write(file, whole);
    List<TapeRow> all = Tapes.rows(file);
    assertThat(all).hasSize(recording.count).allMatch(TapeRow.Usable.class::isInstance);

    for (int cut = recording.ends.getFirst(); cut <= whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      int members = 0;
      while (members < recording.ends.size() && recording.ends.get(members) <= cut) {
        members++;
      }
      int end = recording.ends.get(members - 1);

      assertThat(Tapes.rows(file)).isEqualTo(all.subList(0, recording.rows.get(members - 1)));
      try (TapeReader reader = TapeReader.open(file)) {
        if (end == cut) {
          assertThat(reader.warning()).isNull();
        } else {
          assertThat(reader.warning())
              .contains("the last " + (cut - end) + " bytes, from byte " + end + " on")
              .doesNotContain("\n");
        }
      }
    }
  }

  @Test
  void cutInItsFirstMemberItIsRefusedInOneLine() throws IOException {
    byte[] whole = new Recording(2, 2).bytes.toByteArray();
    Path file = folder.resolve("a.csv.gz");

    Files.write(file, Arrays.copyOf(whole, 40));

    assertThatThrownBy(() -> TapeReader.open(file))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("a.csv.gz: holds no whole record")
        .hasMessageContaining("delete the file");
  }

  @Test
  void itIsOrdinaryGzip() throws IOException {
    Recording recording = new Recording(3, 4);

    try (GZIPInputStream input =
        new GZIPInputStream(new ByteArrayInputStream(recording.bytes.toByteArray()))) {
      String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).startsWith(HEADER);
      assertThat(text.lines()).hasSize(recording.count + 1);
    }
  }

  @Test
  void zerosOfAPowerFailureAreLeftOutAndGarbageIsNamedByPosition() throws IOException {
    Recording recording = new Recording(4, 3);
    byte[] whole = recording.bytes.toByteArray();
    Path file = folder.resolve("a.csv.gz");
    Files.write(file, whole);
    List<TapeRow> all = Tapes.rows(file);

    Files.write(file, Arrays.copyOf(whole, whole.length + 20_000));
    assertThat(Tapes.rows(file)).isEqualTo(all);

    byte[] damaged = whole.clone();
    damaged[recording.ends.getFirst()] ^= 1;
    Files.write(file, damaged);
    assertThatThrownBy(() -> TapeReader.open(file))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("is damaged at byte " + recording.ends.getFirst());
  }

  @Test
  void damageWithinAMemberIsToldAfterTheRowsBeforeIt() throws IOException {
    Recording recording = new Recording(5, 3);
    byte[] damaged = recording.bytes.toByteArray();
    damaged[recording.ends.get(1) - 6] ^= 0x55; // the checksum of the second
    Path file = folder.resolve("a.csv.gz");
    Files.write(file, damaged);

    assertThatThrownBy(() -> Tapes.rows(file))
        .isInstanceOf(TapeException.class)
        .hasMessageContaining("the gzip file is damaged");
  }

  @Test
  void repairLeavesASoundFileAndASecondOneChangesNothing() throws IOException {
    Recording recording = new Recording(6, 3);
    byte[] whole = recording.bytes.toByteArray();
    Path file = folder.resolve("a.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 3));
    List<TapeRow> before = Tapes.rows(file);

    assertThat(TapeCheck.of(file).faults()).containsOnlyKeys("TORN_TAIL");
    assertThat(TapeCheck.of(file).faults().values())
        .singleElement()
        .satisfies(found -> assertThat(found.detail()).contains("tape repair"));
    RecordedFile torn = Objects.requireNonNull(RecordedFile.of(file));
    assertThat(torn.repair(file)).isTrue();

    assertThat(Files.size(file)).isEqualTo(recording.ends.get(1).longValue());
    assertThat(Tapes.rows(file)).isEqualTo(before);
    assertThat(TapeCheck.of(file).verdict()).isEqualTo(TapeCheck.Verdict.USABLE);
    assertThat(RecordedFile.of(file)).isEqualTo(new RecordedFile(torn.whole(), torn.whole()));
  }

  @Test
  void lateTradesAreMissedTicksWhereTheyStand() throws IOException {
    Path tape =
        Tapes.write(
            folder,
            "t.csv",
            HEADER.strip(),
            "5000000,BTC/USD,10,1,BUY,5000100,3,",
            "2000000,BTC/USD,11,1,SELL,5000200,2,1",
            "6000000,BTC/USD,12,1,BUY,6000100,4,0",
            "7000000,BTC/USD,12,1,BUY,6000100,4,yes");

    List<Event> events = Tapes.play(TapeFeed.Settings.ROWS_ONLY, tape);

    assertThat(events.subList(0, 3))
        .extracting(event -> event.getClass().getSimpleName(), event -> ts(event))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Tick.class.getSimpleName(), 5_000_000L),
            org.assertj.core.groups.Tuple.tuple(MissedTick.class.getSimpleName(), 2_000_000L),
            org.assertj.core.groups.Tuple.tuple(Tick.class.getSimpleName(), 6_000_000L));
    TapeCheck.Result check = TapeCheck.of(tape);
    assertThat(check.count("LATE")).isEqualTo(1);
    assertThat(check.count("OUT_OF_ORDER")).isZero();
    assertThat(check.count("UNKNOWN_LATE")).isEqualTo(1);
  }

  private static long ts(Event event) {
    return ((MarketEvent) event).ts().micros();
  }
}
