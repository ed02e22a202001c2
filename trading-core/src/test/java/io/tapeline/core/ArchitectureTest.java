package io.tapeline.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Same tape in, same trades out: what the core must not touch. Each rule is held against the core,
 * and against a class that breaks it.
 */
class ArchitectureTest {

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tapeline.core");

  private static final ArchRule JDK_ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.tapeline.core..", "org.jspecify.annotations..")
          .because(
              "the core runs in backtests and services alike: Kafka and bytes belong in"
                  + " trading-protocol, Spring, HTTP and databases in a service");

  private static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethodWhere(target(name("now")).and(targetOwner(resideInAPackage("java.time.."))))
          .orShould()
          .callMethodWhere(
              target(nameMatching("systemDefault|getInstance|systemUTC|tick.*"))
                  .and(targetOwner(resideInAPackage("java.time"))))
          .orShould()
          .callConstructor(Date.class)
          .orShould()
          .dependOnClassesThat(assignableTo(java.time.InstantSource.class))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Calendar")
          .because(
              "time is event time: take it from the event's Origin or from the latest heartbeat;"
                  + " zones come from the instrument's calendar");

  private static final ArchRule NO_CHANCE =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(StrictMath.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .callConstructor(java.util.SplittableRandom.class)
          .orShould()
          .callMethod(Collections.class, "shuffle", List.class)
          .orShould()
          .callMethodWhere(
              target(nameMatching("of|getDefault"))
                  .and(targetOwner(resideInAPackage("java.util.random"))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class, java.security.SecureRandom.class)
          .because(
              "the same input always gives the same result: derive ids from content and cause, and"
                  + " take chance from a generator made with a seed out of the settings");

  private static final ArchRule NO_THREADS =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(Thread.class)
                  .or(assignableTo(ThreadLocal.class))
                  .or(assignableTo(java.util.concurrent.Executor.class))
                  .or(assignableTo(Executors.class))
                  .or(assignableTo(java.util.concurrent.Future.class))
                  .or(assignableTo(java.util.concurrent.CompletionStage.class))
                  .or(assignableTo(java.util.Timer.class))
                  .or(resideInAPackage("java.util.concurrent.locks")))
          .orShould()
          .callMethodWhere(
              target(nameMatching("parallel|parallelStream|parallelSort|parallelPrefix"))
                  .and(targetOwner(resideInAPackage("java.util.."))))
          .because(
              "a stage is driven by one thread: loop in place, and let the shell or the backtester"
                  + " decide what runs side by side");

  private static final ArchRule NO_OUTPUT =
      noClasses()
          .should()
          .accessFieldWhere(
              target(nameMatching("out|err|in")).and(targetOwner(assignableTo(System.class))))
          .orShould()
          .callMethod(System.class, "getLogger", String.class)
          .orShould()
          .callMethodWhere(
              target(name("printStackTrace")).and(targetOwner(assignableTo(Throwable.class))))
          .orShould()
          .dependOnClassesThat(
              describe("log", type -> type.getPackageName().startsWith("java.util.logging")))
          .because(
              "the core explains itself in events: return a Decision or a Quarantined, or throw;"
                  + " services log");

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of("JDK alone", JDK_ALONE, "assertThat"),
        Arguments.of(
            "no clock",
            NO_CLOCK,
            "currentTimeMillis nanoTime Instant.now LocalDate.now systemDefault systemUTC Date.<init>"
                + " Calendar.getInstance"),
        Arguments.of(
            "no chance",
            NO_CHANCE,
            "Math.random Random.<init> randomUUID ThreadLocalRandom SecureRandom shuffle"),
        Arguments.of(
            "no threads", NO_THREADS, "ofVirtual newCachedThreadPool execute parallelSort"),
        Arguments.of(
            "no output", NO_OUTPUT, "System.out System.err getLogger Logger printStackTrace"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theCoreKeepsTheRule(String name, ArchRule rule, String offences) {
    rule.check(CORE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void everyOffenceIsFound(String name, ArchRule rule, String offences) {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    String report = String.join("\n", rule.evaluate(offender).getFailureReport().getDetails());

    assertThat(report).contains(offences.split(" "));
  }

  /** Does everything the core must not. */
  @SuppressWarnings({"unused", "JavaUtilDate", "SystemOut", "CatchAndPrintStackTrace"})
  private static final class Offender {

    List<Object> clock() {
      return new ArrayList<>(
          List.of(
              System.currentTimeMillis(),
              System.nanoTime(),
              Instant.now(),
              LocalDate.now(java.time.ZoneId.systemDefault()),
              Clock.systemUTC(),
              new Date(),
              java.util.Calendar.getInstance()));
    }

    List<Object> chance() {
      List<Object> values = new ArrayList<>(List.of(1, 2));
      Collections.shuffle(values);
      values.addAll(
          List.of(
              Math.random(),
              new Random(),
              UUID.randomUUID(),
              ThreadLocalRandom.current().nextInt(),
              new java.security.SecureRandom()));
      return values;
    }

    void threads() {
      Thread.ofVirtual().start(() -> {});
      try (ExecutorService executor = Executors.newCachedThreadPool()) {
        executor.execute(() -> {});
      }
      Arrays.parallelSort(new int[] {2, 1});
    }

    void output() {
      System.out.println("out");
      System.err.println("err");
      System.getLogger("core");
      java.util.logging.Logger.getLogger("core");
      try {
        throw new IOException("lost");
      } catch (IOException e) {
        e.printStackTrace();
      }
    }

    void stranger() {
      assertThat(clock()).isNotEmpty();
    }
  }
}
