package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What the suite answers to why an order was sent. */
record Chain(String orderId, JsonNode why) {

  /** Every rule of the risk desk, in its order. */
  private static final List<String> RULES =
      List.of(
          "R-KILL",
          "R-MODE",
          "R-CREDS",
          "R-DATA",
          "R-RATE",
          "R-MIN-BALANCE",
          "R-DAILY-LOSS",
          "R-DRAWDOWN",
          "R-LEVEL",
          "R-DAILY-TRADES",
          "R-HOURLY-TRADES",
          "R-LOSS-STREAK",
          "R-STREAM-ERR",
          "R-SYMBOL",
          "R-HOURS",
          "R-POST-NY",
          "R-SPREAD-ABS",
          "R-SPREAD-REL",
          "R-ASIAN-EXP",
          "R-SPREAD-STOP",
          "R-VOL-MIN",
          "R-VOL-MAX",
          "R-LIQUIDITY",
          "R-TOXIC",
          "R-ONE-POSITION",
          "R-MAX-POSITIONS",
          "R-REENTRY",
          "R-COOLOFF",
          "R-OPEN-ORDERS",
          "R-FRESH",
          "R-STOP-REQUIRED",
          "R-DRIFT",
          "R-CONFIDENCE",
          "R-QUALITY",
          "R-ML",
          "R-NET-EDGE",
          "R-RISK-TRADE",
          "R-TRADE-CAP",
          "R-ALLOC",
          "R-PERF-SIZE",
          "R-LEVEL-SIZE",
          "R-MAX-NOTIONAL",
          "R-EXPOSURE",
          "R-CORR",
          "R-MARGIN",
          "R-MIN-ORDER",
          "R-FUNDS",
          "R-LATENCY",
          "R-SLIPPAGE",
          "R-LOSS-SKIP");

  static Chain of(Suite suite, String orderId) {
    String path = "/api/v1/why/" + URLEncoder.encode(orderId, StandardCharsets.UTF_8);
    return new Chain(orderId, Suite.json(suite.get(path)));
  }

  /** From the order by its approval and its signal back to the tick, no link missing. */
  Chain assertComplete() {
    assertThat(why.at("/order/id").asString()).isEqualTo(orderId);
    assertThat(why.get("orderEvents").size()).as(orderId).isPositive();
    String entry = why.at("/order/entryOrderId").asString();
    assertThat(why.at("/approval/orderId").asString()).as(orderId).isEqualTo(entry);
    assertEveryRuleIsShown();
    String signal = why.at("/order/signalId").asString();
    assertThat(why.at("/signal/id").asString()).as(orderId).isEqualTo(signal);
    assertThat(why.at("/signal/evidence").size()).as(orderId).isPositive();
    assertThat(why.at("/trigger/seq").asLong()).as(orderId).isPositive();
    assertThat(why.at("/trigger/refPrice").asString()).as(orderId).isNotEmpty();
    return this;
  }

  private void assertEveryRuleIsShown() {
    JsonNode checks = why.at("/approval/checks");
    assertThat(checks.valueStream().map(check -> check.path("rule").asString()))
        .as("rules of " + orderId)
        .containsExactlyElementsOf(RULES);
    for (JsonNode check : checks) {
      assertThat(check.path("value").asString()).as(check.toString()).isNotEmpty();
      assertThat(check.path("limit").asString()).as(check.toString()).isNotEmpty();
      assertThat(check.path("verdict").asString()).as(check.toString()).isIn("PASS", "SHRINK");
    }
  }
}
