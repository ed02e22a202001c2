package io.tapeline.marketdata.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.instrument.Symbol;
import io.tapeline.core.market.Heartbeat;
import io.tapeline.core.market.MarketEvent;
import io.tapeline.core.tape.EventCsv;
import io.tapeline.core.tape.EventFeed;
import io.tapeline.core.time.EventTime;
import io.tapeline.core.time.Origin;
import io.tapeline.marketdata.session.SessionWriter.End;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk after a crash at any point, and what the next start makes of it. */
class SessionWriterTest {

  private static final Instant BEGUN = Instant.parse("2026-01-01T10:00:00Z");

  @TempDir private Path root = Path.of("");
  private Sessions sessions = new Sessions(Path.of(""));
  private Session session = new Session(Path.of(""));

  static RunInfo info(RunInfo.Mode mode) {
    return new RunInfo(
        mode,
        "sim",
        "sim 1",
        List.of(),
        List.of("burst"),
        Map.of("a", "1"),
        "1",
        "TRADE",
        false,
        1,
        0);
  }

  @BeforeEach
  void begin() throws IOException {
    sessions = new Sessions(root);
    session =
        sessions.begin(
            BEGUN,
            info(RunInfo.Mode.LOCKSTEP),
            SessionState.fresh("cluster", BEGUN.toString(), 0, Map.of()));
  }

  private static MarketEvent event(long seq) {
    return new Heartbeat(new Origin(seq, new EventTime(seq * 10)), new Symbol("BTC"));
  }

  private static void write(SessionWriter writer, long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      writer.event(seq, EventCsv.line(event(seq)));
      writer.row(RunTable.SIGNALS, "signal " + seq);
    }
  }

  private List<Long> events() throws IOException {
    List<Long> seqs = new ArrayList<>();
    try (EventFeed feed = EventFeed.open(session.events(), session.state().lastSeq())) {
      for (MarketEvent event = feed.next(); event != null; event = feed.next()) {
        seqs.add(event.seq());
      }
    }
    return seqs;
  }

  private List<String> signals() throws IOException {
    try (BufferedReader reader = session.table(RunTable.SIGNALS, session.state())) {
      return reader.lines().skip(1).toList();
    }
  }

  @Test
  void flushesOneAfterTheOtherReadBackAsOneFile() throws IOException {
    try (SessionWriter writer = SessionWriter.open(session)) {
      write(writer, 1, 2);
      writer.flush(Map.of("ticks-0", 2L), End.GOES_ON);
      write(writer, 3, 4);
      writer.flush(Map.of("ticks-0", 4L), End.COMPLETE);
    }

    assertThat(events()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(signals()).containsExactly("signal 1", "signal 2", "signal 3", "signal 4");
    SessionState state = session.state();
    assertThat(state.hasEveryEvent()).isTrue();
    assertThat(state.complete()).isTrue();
    assertThat(state.settledSeq()).isEqualTo(4);
    assertThat(state.offsets()).isEqualTo(Map.of("ticks-0", 4L));
    try (BufferedReader fills = session.table(RunTable.FILLS, state)) {
      assertThat(fills.lines()).containsExactly(RunTable.FILLS.header());
    }
  }

  @Test
  void whatWasBeingWrittenAtTheCrashIsCutOffAndWrittenAgain() throws IOException {
    try (SessionWriter writer = SessionWriter.open(session)) {
      write(writer, 1, 3);
      writer.flush(Map.of("ticks-0", 3L), End.GOES_ON);
    }
    // The next member is on disk in part, or whole: the state does not know it.
    byte[] first = Files.readAllBytes(session.events());
    Files.write(session.events(), first, StandardOpenOption.APPEND);
    Files.write(
        session.events().resolveSibling("signals.csv.gz"),
        new byte[] {0x1f, (byte) 0x8b, 8},
        StandardOpenOption.APPEND);
    assertThat(events()).as("readable while torn").containsExactly(1L, 2L, 3L);
    assertThat(signals()).hasSize(3);

    try (SessionWriter again = SessionWriter.open(session)) {
      assertThat(again.lastSeq()).isEqualTo(3);
      assertThat(again.state().offsets()).isEqualTo(Map.of("ticks-0", 3L));
      write(again, 4, 5);
      again.flush(Map.of("ticks-0", 5L), End.GOES_ON);
    }

    assertThat(events()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(signals()).hasSize(5).doesNotHaveDuplicates();
    assertThat(session.state().closed()).isFalse();
  }

  @Test
  void filesShorterThanWhatWasWrittenAreBegunAnewFromTheTopics() throws IOException {
    try (SessionWriter writer = SessionWriter.open(session)) {
      write(writer, 1, 3);
      writer.flush(Map.of("ticks-0", 3L), End.GOES_ON);
    }
    Files.write(session.events(), new byte[] {1, 2, 3});

    try (SessionWriter again = SessionWriter.open(session)) {
      assertThat(again.lastSeq()).isZero();
      assertThat(again.state().offsets()).isEmpty();
      write(again, 1, 4);
      again.flush(Map.of("ticks-0", 4L), End.GOES_ON);
    }

    assertThat(events()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(signals()).hasSize(4);
  }

  @Test
  void lostEventsAreNamed() throws IOException {
    try (SessionWriter writer = SessionWriter.open(session)) {
      write(writer, 1, 2);
      write(writer, 7, 8);
      writer.flush(Map.of(), End.GOES_ON);
    }

    assertThat(session.state().missing()).containsExactly("3-6");
    assertThat(session.state().hasEveryEvent()).isFalse();
    assertThat(session.state().events()).isEqualTo(4);
  }

  @Test
  void sessionThatOnceRanFreelyHasNotKeptTheOrder() throws IOException {
    try (SessionWriter writer = SessionWriter.open(session)) {
      writer.note(info(RunInfo.Mode.FREE));
      writer.note(info(RunInfo.Mode.LOCKSTEP));
    }

    assertThat(session.info().mode()).isEqualTo(RunInfo.Mode.FREE);
    assertThat(session.info().isSameLine(info(RunInfo.Mode.LOCKSTEP))).isTrue();
  }

  @Test
  void oldestSessionsGoBeyondTheLimitsAndTheCurrentOneNever() throws IOException {
    Session second = begin(1);
    Session third = begin(2);

    assertThat(sessions.list())
        .extracting(Session::id)
        .containsExactly(third.id(), second.id(), session.id());
    sessions.prune(third.id(), 2, Long.MAX_VALUE);
    assertThat(sessions.list()).extracting(Session::id).containsExactly(third.id(), second.id());
    long left = sessions.prune(third.id(), 20, 1);
    assertThat(sessions.list()).extracting(Session::id).containsExactly(third.id());
    assertThat(left).isEqualTo(third.bytes()).isGreaterThan(1);
  }

  @Test
  void newestSessionOfTheSameBooksIsFound() throws IOException {
    Session second = begin(1);

    assertThat(Optional.ofNullable(sessions.newestOn("cluster")).map(Session::id))
        .contains(second.id());
    assertThat(sessions.newestOn("another")).isNull();
    assertThat(sessions.find("20260101-100000-sim")).isNotNull();
    assertThat(sessions.find("..")).isNull();
  }

  private Session begin(long secondsLater) throws IOException {
    return sessions.begin(
        BEGUN.plusSeconds(secondsLater),
        info(RunInfo.Mode.LOCKSTEP),
        SessionState.fresh("cluster", BEGUN.toString(), 0, Map.of()));
  }
}
