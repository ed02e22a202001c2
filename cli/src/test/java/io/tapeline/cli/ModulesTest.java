package io.tapeline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A star, not a web: who may know whom. */
@AnalyzeClasses(packages = "io.tapeline", importOptions = DoNotIncludeTests.class)
class ModulesTest {

  private static final String[] SERVICES = {
    "io.tapeline.marketdata..",
    "io.tapeline.signal..",
    "io.tapeline.risk..",
    "io.tapeline.execution..",
    "io.tapeline.journal..",
    "io.tapeline.gateway.."
  };

  @ArchTest
  static final ArchRule SERVICES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("io.tapeline.(marketdata|signal|risk|execution|journal|gateway)..")
          .should()
          .notDependOnEachOther()
          .because("services speak through topics and REST; share events through trading-core");

  @ArchTest
  static final ArchRule NOTHING_BUT_THE_COMMAND_KNOWS_A_SERVICE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.tapeline.core..", "io.tapeline.protocol..", "io.tapeline.backtest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVICES)
          .because("what a service needs from others belongs in trading-core or trading-protocol");

  @ArchTest
  static final ArchRule RESEARCH_NEEDS_NEITHER_KAFKA_NOR_SPRING =
      noClasses()
          .that()
          .resideInAPackage("io.tapeline.backtest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.springframework..")
          .because("a backtest is the core in one thread; use the events themselves");
}
