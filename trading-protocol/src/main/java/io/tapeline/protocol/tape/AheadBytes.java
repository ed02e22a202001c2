package io.tapeline.protocol.tape;

import io.tapeline.core.tape.TapeBytes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that another thread reads ahead, as many blocks as there are. Whatever ends its reading is
 * handed over behind the last block and met there by the reader, again at each further read.
 */
final class AheadBytes implements TapeBytes {

  private static final int BLOCKS = 8;

  private final TapeBytes content;
  private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private @Nullable Thread thread;
  private @Nullable Block last;
  private long taken;
  private long bytesRead;

  /** What one read gave: bytes, the end, or a failure. */
  private static final class Block {

    private final byte[] bytes = new byte[BLOCK];
    private int length;
    private long bytesRead;
    private @Nullable Throwable failure;

    boolean isLast() {
      return length < 0 || failure != null;
    }
  }

  AheadBytes(TapeBytes content) {
    this.content = content;
  }

  @Override
  public int read(byte[] target, int offset) throws IOException {
    if (thread == null) {
      if (taken < BLOCK) {
        return readInPlace(target, offset);
      }
      thread = start();
    }
    Block block = last == null ? next() : last;
    bytesRead = block.bytesRead;
    if (block.isLast()) {
      last = block;
      return end(block.failure);
    }
    int length = block.length;
    System.arraycopy(block.bytes, 0, target, offset, length);
    empty.add(block);
    return length;
  }

  private int readInPlace(byte[] target, int offset) throws IOException {
    int length = content.read(target, offset);
    taken += Math.max(length, 0);
    bytesRead = content.bytesRead();
    return length;
  }

  private Thread start() {
    for (int i = 0; i < BLOCKS; i++) {
      empty.add(new Block());
    }
    return Thread.ofPlatform().name("tape-unpacking").daemon().start(this::readAhead);
  }

  private void readAhead() {
    try {
      Block block;
      do {
        block = empty.take();
        fill(block);
        full.add(block);
      } while (!block.isLast());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed by its reader, who wants no more
    }
  }

  private void fill(Block block) {
    try {
      block.length = content.read(block.bytes, 0);
    } catch (IOException | RuntimeException | Error e) {
      block.failure = e;
    }
    block.bytesRead = content.bytesRead();
  }

  private Block next() throws IOException {
    try {
      return full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private static int end(@Nullable Throwable failure) throws IOException {
    return switch (failure) {
      case null -> -1;
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  @Override
  public long bytesRead() {
    return bytesRead;
  }

  /** Ends the thread before it closes the file. */
  @Override
  public void close() throws IOException {
    if (thread != null) {
      thread.interrupt();
      awaitEnd(thread);
    }
    content.close();
  }

  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
