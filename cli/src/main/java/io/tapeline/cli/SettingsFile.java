package io.tapeline.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A {@code .properties} file of settings. */
final class SettingsFile {

  private SettingsFile() {}

  /**
   * Reads a file, UTF-8.
   *
   * @throws CommandException if it cannot be read as one
   */
  static Map<String, String> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw CommandException.wrongInput("--settings %s: no such file".formatted(file));
    }
    Properties properties = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (CharacterCodingException e) {
      throw CommandException.wrongInput("--settings %s: this is no UTF-8 text".formatted(file));
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongInput("--settings %s: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw CommandException.failed("--settings %s cannot be read: %s".formatted(file, e));
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }
}
