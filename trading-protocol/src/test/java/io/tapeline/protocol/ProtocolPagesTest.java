package io.tapeline.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code -Dprotocol.pages.write=true} the pages are written first. */
class ProtocolPagesTest {

  private static final Path PAGES = Path.of(System.getProperty("tapeline.root"), "docs/protocol");

  @Test
  void pagesSayWhatTheCodeDoes() throws IOException {
    if (Boolean.getBoolean("protocol.pages.write")) {
      ProtocolPages.write(PAGES);
    }

    assertThat(differing(onDisk(), ProtocolPages.render()))
        .as(
            "pages of docs/protocol that differ from the schema or the registry: write them anew"
                + " with mvn -pl trading-protocol -am test -Dprotocol.pages.write=true, delete"
                + " those of messages that are gone, and read the difference before you commit it")
        .isEmpty();
  }

  private static Set<String> differing(Map<String, String> disk, Map<String, String> code) {
    Set<String> names = new TreeSet<>(disk.keySet());
    names.addAll(code.keySet());
    names.removeIf(name -> Objects.equals(disk.get(name), code.get(name)));
    return names;
  }

  @Test
  void everyTopicHasAPageWithItsHistory() {
    Map<String, String> pages = ProtocolPages.render();

    assertThat(pages).hasSize(Topics.all().size() + 2);
    assertThat(pages.entrySet())
        .filteredOn(page -> !page.getKey().matches("README.md|shared.md"))
        .allSatisfy(
            page ->
                assertThat(page.getValue())
                    .contains("| version | change |\n| --- | --- |\n| 1 | "));
  }

  @Test
  void everyTypeIsOnAPage() {
    Schema schema = Schema.load();
    String all = String.join("\n", ProtocolPages.render().values());

    assertThat(
            Stream.concat(
                schema.messages().keySet().stream(), schema.enumerations().keySet().stream()))
        .allSatisfy(type -> assertThat(all).containsPattern("(?m)^##? " + type + "$"));
  }

  private static Map<String, String> onDisk() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    if (Files.isDirectory(PAGES)) {
      try (Stream<Path> files = Files.list(PAGES)) {
        for (Path file : files.toList()) {
          pages.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
        }
      }
    }
    return pages;
  }
}
