package io.tapeline.journal.books;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON columns as names and values in their order. */
@Converter
final class NamedValuesConverter
    implements AttributeConverter<@Nullable Map<String, String>, @Nullable String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Map<String, String> value) {
    return value == null ? null : Columns.named(value);
  }

  @Override
  public @Nullable Map<String, String> convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : Columns.namedFrom(json);
  }
}
