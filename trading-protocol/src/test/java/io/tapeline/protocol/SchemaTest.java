package io.tapeline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchemaTest {

  private final Schema schema = Schema.load();

  @Test
  void everyFieldSaysWhatItMeansOnOneLine() {
    assertThat(schema.messages().values())
        .isNotEmpty()
        .allSatisfy(
            message -> {
              assertThat(message.meaning()).as(message.name()).endsWith(".");
              assertThat(message.fields())
                  .as(message.name())
                  .allSatisfy(field -> assertThat(field.meaning()).as(field.name()).endsWith("."));
            });
  }

  @Test
  void zeroIsNoConstantOfAnyEnumeration() {
    assertThat(schema.enumerations().values())
        .isNotEmpty()
        .allSatisfy(
            enumeration -> {
              Schema.Constant zero = enumeration.constants().getFirst();
              assertThat(zero.number()).isZero();
              assertThat(zero.name()).endsWith("_UNSPECIFIED");
            });
  }
}
