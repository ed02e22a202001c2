package io.tapeline.cli.crash;

import io.tapeline.execution.ExecutionApplication;
import io.tapeline.gateway.GatewayApplication;
import io.tapeline.journal.JournalApplication;
import io.tapeline.marketdata.MarketDataApplication;
import io.tapeline.risk.RiskApplication;
import io.tapeline.signal.SignalApplication;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of process the suite consists of. */
enum Part {
  BROKER("kafka", BrokerProcess.class),
  DATABASE("postgres", null),
  MARKET_DATA("market-data", MarketDataApplication.class),
  SIGNAL("signal", SignalApplication.class),
  RISK("risk", RiskApplication.class),
  EXECUTION("execution", ExecutionApplication.class),
  JOURNAL("journal", JournalApplication.class),
  GATEWAY("gateway", GatewayApplication.class);

  private final String label;
  private final @Nullable Class<?> mainClass;

  Part(String label, @Nullable Class<?> mainClass) {
    this.label = label;
    this.mainClass = mainClass;
  }

  /** Its name for people, and in the names of files. */
  String label() {
    return label;
  }

  /** Main class of its JVM; {@link IllegalStateException} for the database, which has none. */
  Class<?> mainClass() {
    if (mainClass == null) {
      throw new IllegalStateException(label + " does not run in a JVM");
    }
    return mainClass;
  }

  /** True for what answers to {@code /actuator/health}. */
  boolean isService() {
    return this != BROKER && this != DATABASE;
  }

  /** True for what shares its work among instances, or stands by for another one. */
  boolean sharesItsWork() {
    return isService() && this != GATEWAY;
  }

  /** The services the gateway forwards to. */
  static List<Part> behindTheGateway() {
    return Stream.of(values()).filter(part -> part.isService() && part != GATEWAY).toList();
  }
}
