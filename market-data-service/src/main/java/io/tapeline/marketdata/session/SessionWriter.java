package io.tapeline.marketdata.session;

import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.tape.EventCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a session. Rows are collected and appended as one gzip member per file and flush; the
 * state that names the new lengths and the offsets they are complete up to is replaced last. Opened
 * again after a crash it cuts off what was not covered by that, and goes on from there.
 */
final class SessionWriter implements AutoCloseable {

  private static final int COLLECT_CHARS = 1 << 19;
  private static final long SETTLE_NANOS = 10_000_000_000L;

  private final Session session;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Deque<Written> unsettled = new ArrayDeque<>();
  private final List<String> missing;
  private SessionState state;
  private long firstSeq;
  private long lastSeq;
  private long events;
  private long settledSeq;
  private int collected;

  /** An event number and when it was written. */
  private record Written(long seq, long nanos) {}

  /** One file. */
  private static final class Part {

    private final FileChannel channel;
    private final String header;
    private final StringBuilder rows = new StringBuilder();
    private long length;

    Part(FileChannel channel, String header, long length) {
      this.channel = channel;
      this.header = header;
      this.length = length;
    }

    void flush() throws IOException {
      if (rows.isEmpty()) {
        return;
      }
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
        if (length == 0) {
          gzip.write((header + "\n").getBytes(StandardCharsets.UTF_8));
        }
        gzip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
      }
      ByteBuffer bytes = ByteBuffer.wrap(member.toByteArray());
      long at = length;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(false);
      length = at;
      rows.setLength(0);
    }
  }

  private SessionWriter(Session session, SessionState state) {
    this.session = session;
    this.state = state;
    this.missing = new ArrayList<>(state.missing());
    this.firstSeq = state.firstSeq();
    this.lastSeq = state.lastSeq();
    this.events = state.events();
    this.settledSeq = state.settledSeq();
  }

  /** Opens a session to go on where it was left; damaged files are begun anew, all of them. */
  static SessionWriter open(Session session) throws IOException {
    SessionState state = session.state();
    SessionWriter writer = new SessionWriter(session, state);
    if (!writer.openParts(state.bytes())) {
      SessionState anew = SessionState.fresh(state.cluster(), state.started(), 0, Map.of());
      writer.close();
      writer = new SessionWriter(session, anew);
      writer.openParts(Map.of());
      session.write(anew);
    }
    return writer;
  }

  /** False if a file is shorter than what was written to it. */
  private boolean openParts(Map<String, Long> lengths) throws IOException {
    boolean whole = openPart(Session.EVENTS, EventCsv.HEADER, lengths);
    for (RunTable table : RunTable.values()) {
      whole &= openPart(Session.file(table), table.header(), lengths);
    }
    return whole;
  }

  private boolean openPart(String name, String header, Map<String, Long> lengths)
      throws IOException {
    long length = lengths.getOrDefault(name, 0L);
    FileChannel channel =
        FileChannel.open(
            session.folder().resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    parts.put(name, new Part(channel, header, length));
    if (channel.size() < length) {
      return false;
    }
    channel.truncate(length);
    return true;
  }

  Session session() {
    return session;
  }

  /** Number of the newest market event that was given. */
  long lastSeq() {
    return lastSeq;
  }

  /** The state as it is on disk. */
  SessionState state() {
    return state;
  }

  /** Takes the next market event; those between it and the one before are noted as missing. */
  void event(long seq, String line) {
    boolean begun = firstSeq > 0;
    if (begun && seq > lastSeq + 1) {
      missing.add("%d-%d".formatted(lastSeq + 1, seq - 1));
    }
    if (!begun) {
      firstSeq = seq;
    }
    lastSeq = seq;
    events++;
    add(Session.EVENTS, line);
  }

  void row(RunTable table, String line) {
    add(Session.file(table), line);
  }

  private void add(String file, String line) {
    Part part = parts.get(file);
    if (part == null) {
      throw new IllegalStateException("no file " + file);
    }
    part.rows.append(line).append('\n');
    collected += line.length();
  }

  /** True once so much is collected that it should be written before more is taken. */
  boolean isHeavy() {
    return collected >= COLLECT_CHARS;
  }

  /** What a flush says of the session as a whole. */
  enum End {
    GOES_ON,
    CLOSED,
    COMPLETE,
    FULL
  }

  /**
   * Writes what was collected.
   *
   * @param offsets up to which it is complete
   */
  void flush(Map<String, Long> offsets, End end) throws IOException {
    Map<String, Long> bytes = new TreeMap<>();
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      part.getValue().flush();
      bytes.put(part.getKey(), part.getValue().length);
    }
    collected = 0;
    settle(end);
    state =
        new SessionState(
            state.cluster(),
            state.started(),
            Instant.now().toString(),
            firstSeq,
            lastSeq,
            events,
            settledSeq,
            end == End.CLOSED || end == End.COMPLETE,
            end == End.COMPLETE,
            end == End.FULL,
            missing,
            bytes,
            offsets);
    session.write(state);
  }

  /** What follows from an event is on the topics within seconds of it, or the line has stopped. */
  private void settle(End end) {
    long now = System.nanoTime();
    if (end == End.COMPLETE) {
      settledSeq = lastSeq;
      unsettled.clear();
      return;
    }
    unsettled.addLast(new Written(lastSeq, now));
    while (!unsettled.isEmpty() && now - unsettled.getFirst().nanos() >= SETTLE_NANOS) {
      settledSeq = unsettled.removeFirst().seq();
    }
  }

  /** Notes what the run is now: a run that did not always keep the order has not kept it. */
  void note(RunInfo info) throws IOException {
    RunInfo before = session.info();
    boolean free = before.mode() == RunInfo.Mode.FREE || info.mode() == RunInfo.Mode.FREE;
    session.write(free ? info.withMode(RunInfo.Mode.FREE) : info);
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts.values()) {
      part.channel.close();
    }
  }
}
