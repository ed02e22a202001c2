package io.tapeline.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the wire may lean on. */
class ArchitectureTest {

  private static final JavaClasses PROTOCOL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tapeline.protocol");

  @Test
  void leansOnTheCoreProtobufAndKafkasClientAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify.annotations..",
            "io.tapeline.core..",
            "io.tapeline.protocol..",
            "com.google.protobuf..",
            "org.apache.kafka.clients..",
            "org.apache.kafka.common..",
            "io.micrometer.core..",
            "org.slf4j..")
        .because(
            "every service carries the wire: Spring belongs in a service, trading logic in"
                + " trading-core, a broker in system-tests, JSON in the service that speaks it")
        .check(PROTOCOL);
  }

  @Test
  void generatedMessagesStayInsideTheCodecs() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tapeline.protocol.codec..", "io.tapeline.protocol.wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tapeline.protocol.wire..", "com.google.protobuf..")
        .because("events of the core are what is worked with: use a codec, or Topics.forEvent")
        .check(PROTOCOL);
  }

  @Test
  void codecsKnowNoKafka() {
    noClasses()
        .that()
        .resideInAPackage("io.tapeline.protocol.codec..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.tapeline.protocol", "..protocol.shell..")
        .because("a codec is bytes alone; topics and headers are in io.tapeline.protocol")
        .check(PROTOCOL);
  }

  @Test
  void theRegistryKnowsNoShell() {
    noClasses()
        .that()
        .resideInAPackage("io.tapeline.protocol")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tapeline.protocol.shell..")
        .because("the shell uses topics and headers, never the other way round")
        .check(PROTOCOL);
  }
}
