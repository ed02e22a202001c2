package io.tapeline.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tapeline.gateway");

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
            "io.tapeline.journal..",
            "io.tapeline.backtest..",
            "io.tapeline.cli..")
        .because("services meet on topics and over REST alone")
        .check(CLASSES);
  }
}
