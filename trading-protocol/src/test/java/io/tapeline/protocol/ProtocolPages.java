package io.tapeline.protocol;

import io.tapeline.protocol.Schema.Constant;
import io.tapeline.protocol.Schema.Enumeration;
import io.tapeline.protocol.Schema.Field;
import io.tapeline.protocol.Schema.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of {@code docs/protocol}, made from the schema's comments and the topic registry. */
public final class ProtocolPages {

  private static final String SHARED = "shared.md";
  private static final String MADE =
      "<!-- Made from src/main/protobuf and Topics.java: change those, then run"
          + " mvn -pl trading-protocol -am test -Dprotocol.pages.write=true -->\n";

  private final Schema schema = Schema.load();
  private final Map<String, String> pageOfType = new LinkedHashMap<>();
  private final Map<String, Set<String>> typesOfPage = new LinkedHashMap<>();

  private ProtocolPages() {
    Map<String, Set<String>> usedBy = new LinkedHashMap<>();
    for (Topic<?> topic : Topics.all()) {
      String page = page(topic.type().getSimpleName());
      Set<String> types = new LinkedHashSet<>();
      collect(topic.type().getSimpleName(), types);
      types.forEach(type -> usedBy.computeIfAbsent(type, _ -> new LinkedHashSet<>()).add(page));
    }
    usedBy.forEach(
        (type, pages) -> {
          String page = pages.size() == 1 ? pages.iterator().next() : SHARED;
          pageOfType.put(type, page);
          typesOfPage.computeIfAbsent(page, _ -> new LinkedHashSet<>()).add(type);
        });
  }

  /** Every page by its file name, README first. */
  public static Map<String, String> render() {
    return new ProtocolPages().pages();
  }

  /** Writes the pages into a directory. */
  public static void main(String[] args) {
    write(Path.of(args[0]));
  }

  /** Writes the pages into a directory, which is made if needed. */
  public static void write(Path directory) {
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> page : render().entrySet()) {
        Files.writeString(
            directory.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void collect(String type, Set<String> types) {
    if (!types.add(type) || schema.enumerations().containsKey(type)) {
      return;
    }
    schema.message(type).fields().stream()
        .filter(Field::own)
        .forEach(field -> collect(field.type(), types));
  }

  private Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("README.md", readme());
    for (Topic<?> topic : Topics.all()) {
      pages.put(page(topic.type().getSimpleName()), topicPage(topic));
    }
    pages.put(SHARED, sharedPage());
    return pages;
  }

  private String readme() {
    StringBuilder text = new StringBuilder("# Protocol\n\n").append(MADE).append('\n');
    text.append(
        """
        What travels between the services of Tapeline: Kafka records whose value is one message of
        `trading-protocol/src/main/protobuf` (protobuf 3, package `tapeline.v1`), whose key decides the
        partition, and whose headers say what caused them and when they passed the line.

        ## Topics

        """);
    List<List<String>> rows = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      String type = topic.type().getSimpleName();
      rows.add(
          List.of(
              code(topic.name()),
              topic.keyDescription(),
              "[%s](%s)".formatted(type, page(type)),
              kept(topic)));
    }
    table(text, List.of("topic", "key", "value", "kept"), rows);
    text.append(
        """

        Kept is counted from the time the broker stored a record, since tapes are of any age. With three
        copies of each partition two must be in sync for a write. Types that several messages carry are on
        [one page](%s).

        """
            .formatted(SHARED));
    headers(text);
    rules(text);
    return text.toString();
  }

  private static void headers(StringBuilder text) {
    text.append("## Headers\n\nNumbers are eight bytes, big-endian; texts UTF-8.\n\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(code(Headers.SEQ), "number", "feed number of the market event behind it"));
    rows.add(List.of(code(Headers.CAUSE), "text", "id of the input it follows from"));
    rows.add(List.of(code(Headers.STAGE), "text", "stage that wrote it"));
    rows.add(
        List.of(
            code(Headers.MARKER),
            "number",
            "the record has no value and says: its writer is complete up to this feed number"));
    Stream.of(Hop.values())
        .map(hop -> List.of(code(hop.header()), "microseconds since the epoch", hopMeaning(hop)))
        .forEach(rows::add);
    table(text, List.of("header", "value", "meaning"), rows);
    text.append("\nStamps are copied from an input to what follows from it.\n\n");
  }

  private static String hopMeaning(Hop hop) {
    return switch (hop) {
      case SOURCE -> "it happened at its source";
      case SEEN -> "we first saw it";
      case TICKS -> "market data published it";
      case SIGNAL -> "the signal was published";
      case APPROVED -> "the risk desk approved";
      case ORDER -> "the order went to its venue";
      case FILL -> "the fill was published";
    };
  }

  private static void rules(StringBuilder text) {
    text.append(
        """
        ## Reading and changing

        - *required*: a record without the field is refused. *optional*: there is no such value.
          *may be empty*, *zero if absent*: read as the empty text, zero or false.
        - A record that cannot be read (malformed, a required field missing, an unknown kind or constant,
          a value that is not legal) goes to `quarantine` whole, and the line goes on.
        - Fields a reader does not know are passed over. A new field is therefore `optional` or may be
          absent, takes a number never used before, and is noted under History. Numbers and types of
          fields never change; a field no longer written is `reserved`.
        - A new constant or kind is refused by readers that do not know it: update readers before writers.
        - Bytes of every version are stored in the module's tests: a change that could not read them fails
          the build.
        """);
  }

  private String topicPage(Topic<?> topic) {
    Message message = schema.message(topic.type().getSimpleName());
    StringBuilder text = new StringBuilder("# %s%n%n".formatted(message.name())).append(MADE);
    text.append('\n').append(message.meaning()).append("\n\n");
    table(
        text,
        List.of("topic", "key", "kept", "schema"),
        List.of(
            List.of(
                code(topic.name()), topic.keyDescription(), kept(topic), code(message.file()))));
    text.append('\n');
    fields(text, message.fields());
    text.append("\n## History\n\n");
    List<List<String>> history =
        message.history().stream().map(line -> List.of(line.split(": ", 2))).toList();
    table(text, List.of("version", "change"), history);
    typesOfPage.getOrDefault(page(message.name()), Set.of()).stream()
        .filter(type -> !type.equals(message.name()))
        .forEach(type -> section(text, type));
    return text.toString();
  }

  private String sharedPage() {
    StringBuilder text = new StringBuilder("# Shared types\n\n").append(MADE);
    text.append("\nTypes that several messages carry.\n");
    typesOfPage.getOrDefault(SHARED, Set.of()).forEach(type -> section(text, type));
    return text.toString();
  }

  private void section(StringBuilder text, String type) {
    text.append("\n## ").append(type).append("\n\n");
    Enumeration enumeration = schema.enumerations().get(type);
    if (enumeration == null) {
      Message message = schema.message(type);
      text.append(message.meaning()).append("\n\n");
      fields(text, message.fields());
      return;
    }
    text.append(enumeration.meaning()).append("\n\n");
    List<List<String>> rows =
        enumeration.constants().stream()
            .filter(constant -> constant.number() != 0)
            .map(ProtocolPages::row)
            .toList();
    table(text, List.of("number", "constant", "meaning"), rows);
  }

  private static List<String> row(Constant constant) {
    return List.of(Integer.toString(constant.number()), code(constant.name()), constant.meaning());
  }

  private void fields(StringBuilder text, List<Field> fields) {
    List<List<String>> rows =
        fields.stream()
            .map(
                field ->
                    List.of(
                        Integer.toString(field.number()),
                        code(field.name()),
                        type(field),
                        field.presence().words(),
                        field.meaning()))
            .toList();
    table(text, List.of("number", "name", "type", "presence", "meaning"), rows);
  }

  private String type(Field field) {
    String page = pageOfType.get(field.type());
    return page == null
        ? code(field.type())
        : "[%s](%s#%s)".formatted(field.type(), page, field.type().toLowerCase(Locale.ROOT));
  }

  private static String kept(Topic<?> topic) {
    if (topic.compacted()) {
      return "latest per key, for ever";
    }
    return topic.retention().map(ProtocolPages::words).orElse("for ever");
  }

  private static String words(Duration retention) {
    return retention.toHours() % 24 == 0
        ? retention.toDays() + " days"
        : retention.toHours() + " hours";
  }

  private static String page(String type) {
    return type.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".md";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static void table(StringBuilder text, List<String> head, List<List<String>> rows) {
    text.append(line(head)).append(line(head.stream().map(_ -> "---").toList()));
    rows.forEach(row -> text.append(line(row)));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
