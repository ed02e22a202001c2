package io.tapeline.cli;

import io.tapeline.backtest.RunSummary;
import io.tapeline.core.plan.PlanDetails;
import io.tapeline.core.plan.PlanState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** The summary of a run, the same keys for a backtest and for the suite. */
public final class RunReport {

  private static final String PLANS = "plans";

  private RunReport() {}

  static Map<String, Object> of(RunSummary summary) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("events", summary.events());
    report.put("heartbeats", summary.heartbeats());
    report.put("quarantined", summary.quarantined());
    report.put("candles", summary.candles());
    report.put("signals", summary.signals());
    report.put("approved", summary.approved());
    report.put("denied", summary.denied());
    report.put("orders", summary.orders());
    report.put("fills", summary.fills());
    report.put("trades", summary.trades());
    report.put("netPnl", summary.net().toString());
    report.put("fees", summary.fees().toString());
    if (!summary.plans().isEmpty()) {
      report.put(PLANS, summary.plans().stream().map(RunReport::of).toList());
    }
    return report;
  }

  private static Map<String, @Nullable Object> of(PlanState plan) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", plan.planId());
    row.put("status", plan.status().label());
    row.put("reason", plan.reason());
    row.put("net", plan.details().get(PlanDetails.NET));
    return row;
  }

  /** Adds latency percentiles and wall time. */
  static void addTimes(Map<String, Object> report, Histogram micros, double seconds) {
    addTimes(
        report,
        (double) micros.getValueAtPercentile(50),
        (double) micros.getValueAtPercentile(99),
        seconds);
  }

  static void addTimes(Map<String, Object> report, double p50, double p99, double seconds) {
    Map<String, Object> latency = new LinkedHashMap<>();
    latency.put("p50", Math.round(p50));
    latency.put("p99", Math.round(p99));
    report.put("latencyMicros", latency);
    report.put("wallSeconds", Math.round(seconds * 1000) / 1000.0);
  }

  /** The report as one JSON object. */
  public static String json(Map<String, Object> report) {
    return Json.of(report);
  }

  /** The same for people, a line each. */
  public static String text(Map<String, Object> report) {
    StringBuilder text = new StringBuilder();
    report.forEach(
        (key, value) -> {
          if (key.equals(PLANS) && value instanceof List<?> plans) {
            plans.forEach(plan -> text.append(line("plan", told(plan))));
          } else {
            text.append(line(key, value));
          }
        });
    return text.toString().stripTrailing();
  }

  private static String told(@Nullable Object plan) {
    if (!(plan instanceof Map<?, ?> row)) {
      return String.valueOf(plan);
    }
    String net = row.get("net") == null ? "" : ", net " + row.get("net");
    return "%s: %s, %s%s".formatted(row.get("id"), row.get("status"), row.get("reason"), net);
  }

  private static String line(String key, @Nullable Object value) {
    return "%-14s %s%n".formatted(key, value);
  }
}
