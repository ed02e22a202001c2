package io.tapeline.journal.books;

import io.tapeline.core.risk.RuleCheck;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON columns as rule checks in their order. */
@Converter
final class ChecksConverter
    implements AttributeConverter<@Nullable List<RuleCheck>, @Nullable String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable List<RuleCheck> value) {
    return value == null ? null : Columns.checks(value);
  }

  @Override
  public @Nullable List<RuleCheck> convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : Columns.checksFrom(json);
  }
}
