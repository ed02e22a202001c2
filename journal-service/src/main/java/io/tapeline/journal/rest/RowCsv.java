package io.tapeline.journal.rest;

import io.tapeline.core.export.Csv;
import io.tapeline.journal.books.BookRow;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows as CSV: the columns are the row's fields, lists among them are JSON. */
@Component
class RowCsv {

  private final JsonMapper json;
  private final ConcurrentHashMap<Class<?>, List<String>> columns = new ConcurrentHashMap<>();

  RowCsv(JsonMapper json) {
    this.json = json;
  }

  /** The column names of a type of rows. */
  String header(Class<? extends BookRow> rowType) {
    return String.join(",", columns(rowType));
  }

  /** One row as a line without line end. */
  String line(BookRow row) {
    JsonNode tree = json.valueToTree(row);
    List<@Nullable String> fields = new ArrayList<>();
    for (String column : columns(row.getClass())) {
      JsonNode value = tree.path(column);
      fields.add(value.isNull() ? null : value.isContainer() ? value.toString() : value.asString());
    }
    return Csv.line(fields);
  }

  private List<String> columns(Class<?> rowType) {
    return columns.computeIfAbsent(rowType, RowCsv::fields);
  }

  /** The fields of a row type, those it inherits first. */
  private static List<String> fields(Class<?> rowType) {
    Class<?> parent = rowType.getSuperclass();
    List<String> names = new ArrayList<>(parent == null ? List.of() : fields(parent));
    for (Field field : rowType.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        names.add(field.getName());
      }
    }
    return names;
  }
}
