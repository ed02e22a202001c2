package io.tapeline.cli.up;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.tapeline.journal.books.TopicPositions;
import io.tapeline.journal.line.JournaledTopics;
import io.tapeline.marketdata.Played;
import io.tapeline.marketdata.recording.TopicTapes;
import io.tapeline.marketdata.session.SessionRecorder;
import io.tapeline.protocol.Topic;
import io.tapeline.protocol.Topics;
import io.tapeline.protocol.shell.FeedRunner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a run has brought, read from the market-data service and the books. */
final class OnceRun {

  private final Suite suite;

  OnceRun(Suite suite) {
    this.suite = suite;
  }

  /** True if the feed has been played to its end and the line has taken all of it. */
  boolean isPlayed() {
    return suite.bean("market-data", FeedRunner.class).isFinished();
  }

  /** True if everything published so far is in the books. */
  boolean isJournaled(Admin admin) throws Exception {
    return suite
        .bean("journal", TopicPositions.class)
        .caughtUp(ends(admin, JournaledTopics.names()));
  }

  /** True if everything published so far is in the session and the tapes, where any are written. */
  boolean isRecorded(Admin admin) throws Exception {
    SessionRecorder recorder = suite.beanIfAny("market-data", SessionRecorder.class);
    TopicTapes tapes = suite.beanIfAny("market-data", TopicTapes.class);
    if (recorder == null && tapes == null) {
      return true;
    }
    Map<TopicPartition, Long> ends = ends(admin, Topics.all().stream().map(Topic::name).toList());
    return (recorder == null || recorder.hasRecorded(ends))
        && (tapes == null || tapes.hasRecorded(ends));
  }

  private static Map<TopicPartition, Long> ends(Admin admin, List<String> topics) throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new LinkedHashMap<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get(10, TimeUnit.SECONDS)
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            wanted.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get(10, TimeUnit.SECONDS)
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** Fills of the run so far. */
  long fills() {
    return count("fills", "true");
  }

  private JdbcTemplate books() {
    return suite.bean("journal", JdbcTemplate.class);
  }

  private long count(String table, String condition) {
    Long rows =
        books().queryForObject("SELECT count(*) FROM " + table + " WHERE " + condition, Long.class);
    return rows == null ? 0 : rows;
  }

  private String sum(String table, String column) {
    String total =
        books()
            .queryForObject(
                "SELECT trim_scale(coalesce(sum(" + column + "), 0))::text FROM " + table,
                String.class);
    return total == null ? "0" : total;
  }

  /** The same keys as a backtest's summary. */
  Map<String, Object> report(double seconds) {
    Played played = suite.bean("market-data", Played.class);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("events", played.events());
    report.put("heartbeats", played.heartbeats());
    report.put("quarantined", played.quarantined());
    report.put("candles", played.candles());
    report.put("signals", count("signals", "true"));
    report.put("approved", count("orders", "intent = 'OPEN'"));
    report.put("denied", denied());
    report.put("orders", count("order_events", "number = 1"));
    report.put("fills", fills());
    report.put("trades", count("trades", "true"));
    report.put("openPositions", count("positions", "state <> 'CLOSED'"));
    report.put("netPnl", sum("trades", "net"));
    report.put("fees", sum("fills", "fee"));
    report.put("latencyMicros", latency());
    report.put("wallSeconds", Math.round(seconds * 1000) / 1000.0);
    return report;
  }

  private Map<String, Long> denied() {
    Map<String, Long> denied = new TreeMap<>();
    books()
        .query(
            "SELECT reason, count(*) FROM decisions WHERE outcome = 'DENIED' GROUP BY reason",
            row -> {
              denied.put(row.getString(1), row.getLong(2));
            });
    return denied;
  }

  /** From a tick's publication to its order at the venue; from tick to execution without orders. */
  private Map<String, Object> latency() {
    MeterRegistry registry = suite.bean("execution", MeterRegistry.class);
    Map<String, Object> latency = new LinkedHashMap<>();
    for (String hop : List.of("tick_order", "tick_execution")) {
      Timer timer = registry.find("tapeline.latency").tag("hop", hop).timer();
      if (timer != null && timer.count() > 0) {
        for (ValueAtPercentile value : timer.takeSnapshot().percentileValues()) {
          latency.put(
              "p" + Math.round(value.percentile() * 100),
              Math.round(value.value(TimeUnit.MICROSECONDS)));
        }
        latency.put("measured", hop);
        return latency;
      }
    }
    latency.put("p50", 0);
    latency.put("p99", 0);
    latency.put("measured", "nothing");
    return latency;
  }
}
