package io.tapeline.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Writes the files of {@code --out}: each appears whole or not at all. */
public final class RunFiles {

  private final Path folder;

  private RunFiles(Path folder) {
    this.folder = folder;
  }

  /** The folder, made if it is not there; null if none is asked for. */
  public static @Nullable RunFiles in(@Nullable Path folder) {
    if (folder == null) {
      return null;
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw CommandException.wrongInput("--out %s is a file; name a folder".formatted(folder));
    } catch (IOException e) {
      throw CommandException.failed("--out %s cannot be made: %s".formatted(folder, e));
    }
    if (!Files.isWritable(folder)) {
      throw CommandException.failed(
          "--out %s cannot be written to; choose another folder".formatted(folder));
    }
    return new RunFiles(folder);
  }

  /** What fills a file. */
  public interface Content {
    void writeTo(BufferedWriter writer) throws IOException;
  }

  /** Fills a file and puts it in place. */
  public void write(String name, Content content) throws IOException {
    Path part = folder.resolve(name + ".part");
    try (BufferedWriter writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
      content.writeTo(writer);
    }
    Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
