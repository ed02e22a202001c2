package io.tapeline.journal.books;

import io.tapeline.core.quarantine.Quarantined;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON columns as headers of a record in their order. */
@Converter
final class HeadersConverter
    implements AttributeConverter<@Nullable List<Quarantined.Header>, @Nullable String> {

  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable List<Quarantined.Header> value) {
    return value == null ? null : Columns.headers(value);
  }

  @Override
  public @Nullable List<Quarantined.Header> convertToEntityAttribute(@Nullable String json) {
    return json == null ? null : Columns.headersFrom(json);
  }
}
