package io.tapeline.cli.diff;

import io.tapeline.backtest.diff.Row;
import io.tapeline.backtest.diff.RunRows;
import io.tapeline.cli.CommandException;
import io.tapeline.cli.up.UpCommand;
import io.tapeline.core.export.RunInfo;
import io.tapeline.core.export.RunTable;
import io.tapeline.core.tape.EventFeed;
import io.tapeline.marketdata.session.Session;
import io.tapeline.marketdata.session.SessionState;
import io.tapeline.marketdata.session.Sessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A session of a data folder as it was at one moment, also of one that is being written. */
public final class RecordedSession {

  private final Session session;
  private final SessionState state;
  private final RunInfo info;

  private RecordedSession(Session session) throws IOException {
    this.session = session;
    this.state = session.state();
    this.info = session.info();
  }

  /**
   * Finds a session.
   *
   * @throws CommandException if there is none of this name; says which there are
   */
  public static RecordedSession find(Path data, String id) throws IOException {
    Sessions sessions = in(data);
    Session session = sessions.find(id);
    if (session == null) {
      List<Session> all = sessions.list();
      String there =
          all.isEmpty()
              ? "there are none in " + data
              : "there are: " + all.stream().map(Session::id).collect(Collectors.joining(", "));
      throw CommandException.wrongInput("there is no session '%s'; %s".formatted(id, there));
    }
    return new RecordedSession(session);
  }

  static Sessions in(Path data) {
    return new Sessions(data.resolve(UpCommand.SESSIONS));
  }

  public String id() {
    return session.id();
  }

  /**
   * What the session was. Its books begin with event 1 and have every event, whatever of that was
   * recorded.
   */
  public RunInfo info() {
    return info.withEvents(1, state.lastSeq());
  }

  /** What playing its events again is: the same, of the events that were recorded. */
  public RunInfo replayInfo() {
    RunInfo replay =
        info.withMode(RunInfo.Mode.BACKTEST).withEvents(state.firstSeq(), state.lastSeq());
    return state.missing().isEmpty()
        ? replay
        : replay.withSource(info.source() + " without events " + String.join(" ", state.missing()));
  }

  /** Why playing it again cannot give all that it gave, empty if it can. */
  public String shortcoming() {
    if (state.hasEveryEvent()) {
      return "";
    }
    return state.missing().isEmpty()
        ? "session %s begins at event %d of its books: what was before is not in it"
            .formatted(id(), state.firstSeq())
        : "session %s has lost events %s".formatted(id(), String.join(", ", state.missing()));
  }

  /**
   * Its market events, to be played again.
   *
   * @throws CommandException if there are none yet
   */
  public EventFeed feed() throws IOException {
    if (state.events() == 0) {
      throw CommandException.wrongInput("session %s has no events yet".formatted(id()));
    }
    return EventFeed.open(session.events(), state.lastSeq());
  }

  /** What came of it. */
  public RunRows rows() throws IOException {
    Map<RunTable, List<Row>> tables = new EnumMap<>(RunTable.class);
    for (RunTable table : RunTable.values()) {
      try (BufferedReader reader = session.table(table, state)) {
        tables.put(table, Row.read(reader));
      }
    }
    return new RunRows(info(), state.complete() ? state.lastSeq() : state.settledSeq(), tables);
  }
}
