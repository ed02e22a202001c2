package io.tapeline.core.testing;

import io.tapeline.core.strategy.StrategyProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A jar as a user makes one: compiled against the core, with its providers named in it. */
public final class StrategyJar {

  private StrategyJar() {}

  /**
   * A jar with one strategy that looks at each event.
   *
   * @param name of the strategy, a word; its settings are {@code tapeline.NAME.*}
   * @param onEvent statements; {@code event} is the event, {@code count} how many came, {@code n}
   *     the setting {@code tapeline.NAME.n}; they return an Opinion
   */
  public static Path write(Path folder, String name, String onEvent) {
    String type = "Provider_" + name;
    String source =
        """
        import io.tapeline.core.instrument.Instrument;
        import io.tapeline.core.market.*;
        import io.tapeline.core.money.*;
        import io.tapeline.core.settings.SettingsReader;
        import io.tapeline.core.signal.*;
        import io.tapeline.core.strategy.*;
        import java.math.BigDecimal;
        import java.time.Duration;
        import java.util.Map;

        public class %1$s implements StrategyProvider {
          public StrategyId id() { return new StrategyId("%2$s"); }
          public StrategyMaker configure(SettingsReader settings) {
            int n = settings.integer("tapeline.%2$s.n", 3, 1, 100);
            return new StrategyMaker() {
              public Strategy make(Instrument instrument) { return new Own(n); }
              public Duration reach() { return Duration.ofSeconds(n); }
            };
          }
          static class Own implements Strategy {
            private final int n;
            private int count;
            private Opinion opinion = Opinion.SILENT;
            Own(int n) { this.n = n; }
            public StrategyId id() { return new StrategyId("%2$s"); }
            public void apply(MarketEvent event) { count++; opinion = said(event); }
            public Opinion opinion() { return opinion; }
            private Opinion said(MarketEvent event) { %3$s }
          }
        }
        """
            .formatted(type, name, onEvent);
    try {
      Path work = Files.createTempDirectory(folder.getParent(), "compile");
      Path file = Files.writeString(work.resolve(type + ".java"), source);
      compile(file, work);
      return pack(folder.resolve(name + ".jar"), work, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(Path file, Path into) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter told = new StringWriter();
    boolean done =
        compiler
            .getTask(
                told,
                null,
                null,
                List.of("-d", into.toString(), "-proc:none"),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
            .call();
    if (!done) {
      throw new IllegalArgumentException(told.toString());
    }
  }

  private static Path pack(Path jar, Path classes, String provider) throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.list(classes)) {
      out.putNextEntry(new JarEntry("META-INF/services/" + StrategyProvider.class.getName()));
      out.write((provider + "\n").getBytes(StandardCharsets.UTF_8));
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        out.putNextEntry(new JarEntry(String.valueOf(file.getFileName())));
        out.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }
}
