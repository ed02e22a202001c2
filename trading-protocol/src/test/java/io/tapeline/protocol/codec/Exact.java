package io.tapeline.protocol.codec;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records as text, to the last detail: the scale of decimals and the order of maps, which the
 * records' own equality does not see.
 */
final class Exact {

  private Exact() {}

  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case BigDecimal decimal -> decimal.unscaledValue() + "e" + decimal.scale();
      case Double number -> Long.toHexString(Double.doubleToRawLongBits(number));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(Exact::text).collect(Collectors.joining(", ", "[", "]"));
      case Record record ->
          Stream.of(record.getClass().getRecordComponents())
              .map(component -> component.getName() + "=" + text(read(component, record)))
              .collect(Collectors.joining(", ", record.getClass().getSimpleName() + "(", ")"));
      default -> value.toString();
    };
  }

  private static @Nullable Object read(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " of " + record, e);
    }
  }
}
