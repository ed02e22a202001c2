package io.tapeline.journal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tapeline.journal");

  @Test
  void noServiceKnowsAnother() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tapeline.marketdata..",
            "io.tapeline.signal..",
            "io.tapeline.risk..",
            "io.tapeline.execution..",
            "io.tapeline.gateway..",
            "io.tapeline.backtest..",
            "io.tapeline.cli..")
        .because("services meet on topics and over REST alone")
        .check(CLASSES);
  }

  @Test
  void booksKnowNeitherTopicsNorRequests() {
    noClasses()
        .that()
        .resideInAPackage("io.tapeline.journal.books")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tapeline.journal.line",
            "io.tapeline.journal.outbox",
            "io.tapeline.journal.requests",
            "io.tapeline.journal.rest")
        .because("lines write into the books and requests read from them, not the other way")
        .check(CLASSES);
  }

  @Test
  void requestsReachTheTopicsThroughTheOutboxAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("io.tapeline.journal.rest", "io.tapeline.journal.requests")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("org.apache.kafka.clients.producer.(Kafka)?Producer")
        .because("what is published beside the transaction can be lost or doubled: use Outbox")
        .check(CLASSES);
  }
}
