package io.tapeline.cli.diff;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.Console;
import io.tapeline.cli.ExitStatus;
import io.tapeline.cli.RunReport;
import io.tapeline.core.export.RunInfo;
import io.tapeline.marketdata.session.Session;
import io.tapeline.marketdata.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tapeline sessions}: what the suite has recorded in a data folder. */
@Command(
    name = "sessions",
    description = "What the suite has recorded: sessions that 'backtest --session' plays again.",
    mixinStandardHelpOptions = true)
public final class SessionsCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the books; ./data.")
  private Path data = Path.of("data");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public SessionsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(data)) {
      throw CommandException.wrongInput(
          "there are no sessions in %s; start the suite with 'tapeline up' or name it with --data"
              .formatted(data));
    }
    List<Object> rows = new ArrayList<>();
    for (Session session : RecordedSession.in(data).list()) {
      SessionState state = session.state();
      RunInfo info = session.info();
      if (json) {
        rows.add(row(session, state, info));
      } else {
        tell(session, state, info);
      }
    }
    if (json) {
      console.out().println(RunReport.json(Map.of("sessions", rows)));
    }
    return ExitStatus.DONE;
  }

  private void tell(Session session, SessionState state, RunInfo info) {
    console
        .out()
        .printf(
            "%-24s %-20s %-20s %,12d  %-10s  %-8s  %s%n",
            session.id(),
            seconds(state.started()),
            seconds(state.written()),
            state.events(),
            info.settingsHash(),
            mode(info),
            how(state));
  }

  private static String how(SessionState state) {
    String end =
        state.full()
            ? "no room left"
            : state.complete() ? "complete" : state.closed() ? "stopped" : "running or killed";
    return state.hasEveryEvent() || state.events() == 0 ? end : end + ", not whole";
  }

  private static String seconds(String instant) {
    return instant.replaceFirst("\\.[0-9]+Z$", "Z");
  }

  private static String mode(RunInfo info) {
    return info.mode().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> row(Session session, SessionState state, RunInfo info)
      throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", session.id());
    row.put("start", state.started());
    row.put("end", state.written());
    row.put("events", state.events());
    row.put("firstEvent", state.firstSeq());
    row.put("lastEvent", state.lastSeq());
    row.put("settingsHash", info.settingsHash());
    row.put("mode", mode(info));
    row.put("source", info.source());
    row.put("bytes", session.bytes());
    row.put("closed", state.closed());
    row.put("complete", state.complete());
    row.put("full", state.full());
    row.put("whole", state.hasEveryEvent());
    return row;
  }
}
