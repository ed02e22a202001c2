package io.tapeline.core.settings;

import java.util.List;

/**
 * One or more settings cannot be used; each line names the property, its value and what is allowed.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;

  public SettingsException(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  /** One clear line per mistake. */
  public List<String> lines() {
    return lines;
  }
}
