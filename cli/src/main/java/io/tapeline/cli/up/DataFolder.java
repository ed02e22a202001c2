package io.tapeline.cli.up;

import io.tapeline.cli.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of {@code --data}, held by one suite at a time. Each set of books has a folder of its
 * own in it: a replayed tape never mixes with the account that trades on.
 */
public final class DataFolder implements AutoCloseable {

  private static final long LEAST_FREE_BYTES = 300L * 1024 * 1024;
  private static final String CURRENT = "current";

  private final Path root;
  private final Path books;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, Path books, FileChannel channel, FileLock lock) {
    this.root = root;
    this.books = books;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the folder for this process.
   *
   * @param name of the books within it
   * @throws CommandException if it cannot be made, written, is held by another suite, or is full
   */
  public static DataFolder open(Path folder, String name) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      checkWritable(root, folder);
      checkSpace(root, folder);
      FileChannel channel =
          FileChannel.open(
              root.resolve(".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = lock(channel, folder);
      Path books = Files.createDirectories(root.resolve(name));
      Files.writeString(root.resolve(CURRENT), name + "\n");
      return new DataFolder(root, books, channel, lock);
    } catch (FileAlreadyExistsException e) {
      throw CommandException.wrongInput("--data %s is a file; name a folder".formatted(folder));
    } catch (IOException e) {
      throw CommandException.failed(
          "--data %s cannot be used: %s; choose another folder".formatted(folder, e));
    }
  }

  private static void checkWritable(Path root, Path folder) {
    try {
      Files.delete(Files.createTempFile(root, ".write", null));
    } catch (IOException e) {
      throw CommandException.failed(
          "--data %s cannot be written to; choose another folder or mend its rights"
              .formatted(folder));
    }
  }

  private static void checkSpace(Path root, Path folder) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < LEAST_FREE_BYTES) {
      throw CommandException.failed(
          "--data %s has %d MB free and needs %d MB; free some or choose another folder"
              .formatted(folder, free >> 20, LEAST_FREE_BYTES >> 20));
    }
  }

  private static FileLock lock(FileChannel channel, Path folder) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      ByteBuffer holder = ByteBuffer.allocate(32);
      channel.read(holder, 0);
      String pid = new String(holder.array(), 0, holder.position(), StandardCharsets.UTF_8).trim();
      channel.close();
      throw CommandException.failed(
          "--data %s is in use by process %s; stop that one or choose another folder"
              .formatted(folder, pid.isEmpty() ? "?" : pid));
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
    return lock;
  }

  /** Name of the books used last in a data folder, null if there are none. */
  static @Nullable String lastUsed(Path folder) throws IOException {
    Path current = folder.resolve(CURRENT);
    return Files.exists(current) ? Files.readString(current).trim() : null;
  }

  /** Other books in the same folder, for as long as this one is open. */
  public DataFolder beside(String name) throws IOException {
    return new DataFolder(root, Files.createDirectories(root.resolve(name)), channel, lock);
  }

  /** Folder shared by all books: token, logs, unpacked binaries. */
  public Path shared(String name) {
    return root.resolve(name);
  }

  /** Folder or file of these books. */
  public Path own(String name) {
    return books.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
