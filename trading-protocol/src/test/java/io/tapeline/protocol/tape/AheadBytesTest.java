package io.tapeline.protocol.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.core.tape.TapeBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AheadBytesTest {

  private static final int BLOCK = TapeBytes.BLOCK;

  /** Random bytes in portions of any size, then an end or a failure. */
  private static final class Source implements TapeBytes {

    private final byte[] bytes;
    private final Random random;
    private final @Nullable Throwable failure;
    private final CountDownLatch stuck = new CountDownLatch(1);
    private boolean sticks;
    private int at;
    private int reads;
    private volatile @Nullable Thread reader;
    private volatile boolean closed;

    Source(long seed, int length, @Nullable Throwable failure) {
      random = new Random(seed);
      bytes = new byte[length];
      random.nextBytes(bytes);
      this.failure = failure;
    }

    @Override
    public int read(byte[] target, int offset) throws IOException {
      if (closed) {
        throw new IllegalStateException("read after it was closed");
      }
      reader = Thread.currentThread();
      reads++;
      if (at == bytes.length) {
        return end();
      }
      int length =
          Math.min(bytes.length - at, random.nextBoolean() ? BLOCK : random.nextInt(1, BLOCK));
      System.arraycopy(bytes, at, target, offset, length);
      at += length;
      return length;
    }

    private int end() throws IOException {
      if (sticks) {
        try {
          stuck.countDown();
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw (IOException) new InterruptedIOException("closed").initCause(e);
        }
      }
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
      return 3L * at + reads;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void givesTheVeryBytesAndTheEnd() throws IOException {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      int length = random.nextInt(random.nextBoolean() ? 3 * BLOCK : 30 * BLOCK);
      Source source = new Source(seed, length, null);
      Source alone = new Source(seed, length, null);
      byte[] target = new byte[2 * BLOCK];
      byte[] wanted = new byte[2 * BLOCK];
      try (AheadBytes bytes = new AheadBytes(source)) {
        int read;
        do {
          int offset = random.nextInt(BLOCK);
          read = bytes.read(target, offset);

          assertThat(read).as("seed %d", seed).isEqualTo(alone.read(wanted, offset));
          for (int i = offset; i < offset + read; i++) {
            if (target[i] != wanted[i]) {
              throw new AssertionError("seed " + seed + ": another byte " + i);
            }
          }
          assertThat(bytes.bytesRead()).as("seed %d", seed).isEqualTo(alone.bytesRead());
        } while (read >= 0);
        assertThat(bytes.read(target, 0)).isEqualTo(-1);
      }
      assertThat(source.closed).isTrue();
      assertThat(readerIsGone(source)).isTrue();
    }
  }

  @Test
  void passesOnWhatBreaksItBehindTheLastByteAgainAtEachRead() throws IOException {
    Throwable[] failures = {
      new IOException("cut off"), new IllegalStateException("wrong"), new StackOverflowError()
    };
    for (int blocks = 0; blocks < 8; blocks++) {
      for (Throwable failure : failures) {
        Source source = new Source(blocks, blocks * BLOCK + 17, failure);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (AheadBytes bytes = new AheadBytes(source)) {
          assertThatThrownBy(() -> readAll(bytes, read)).isSameAs(failure);
          assertThatThrownBy(() -> readAll(bytes, read)).isSameAs(failure);
        }
        assertThat(read.toByteArray()).isEqualTo(source.bytes);
        assertThat(source.closed).isTrue();
        assertThat(readerIsGone(source)).isTrue();
      }
    }
  }

  @Test
  void leavesNeitherThreadNorFileWhenClosedEarly() throws IOException {
    for (int reads = 0; reads < 30; reads++) {
      Source source = new Source(reads, 40 * BLOCK, null);
      byte[] target = new byte[BLOCK];
      try (AheadBytes bytes = new AheadBytes(source)) {
        for (int i = 0; i < reads; i++) {
          assertThat(bytes.read(target, 0)).isPositive();
        }
      }
      assertThat(source.closed).isTrue();
      assertThat(readerIsGone(source)).isTrue();
    }
  }

  @Test
  void isClosedWhileItsSourceKeepsItWaiting() throws IOException, InterruptedException {
    Source source = new Source(1, BLOCK, null);
    source.sticks = true;
    AheadBytes bytes = new AheadBytes(source);
    byte[] target = new byte[BLOCK];
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    readAll(bytes, new ByteArrayOutputStream());
                  } catch (IOException e) {
                    // told by its interrupt status, looked at below
                  }
                });
    source.stuck.await();
    reader.interrupt();
    reader.join();

    bytes.close();

    assertThat(source.closed).isTrue();
    assertThat(readerIsGone(source)).isTrue();
    assertThat(target).hasSize(BLOCK);
  }

  @Test
  void anInterruptedReaderIsToldSoAndMayStillClose() throws IOException {
    Source source = new Source(1, 40 * BLOCK, null);
    byte[] target = new byte[BLOCK];
    AheadBytes bytes = new AheadBytes(source);
    boolean interrupted;
    try {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> readAll(bytes, new ByteArrayOutputStream()))
          .isInstanceOf(InterruptedIOException.class);
      bytes.close();
    } finally {
      interrupted = Thread.interrupted();
    }
    assertThat(interrupted).isTrue();
    assertThat(source.closed).isTrue();
    assertThat(readerIsGone(source)).isTrue();
    assertThat(target).hasSize(BLOCK);
  }

  @Test
  void needsNoThreadForASmallFile() throws IOException {
    Source source = new Source(1, 1000, null);
    try (AheadBytes bytes = new AheadBytes(source)) {
      readAll(bytes, new ByteArrayOutputStream());
      assertThat(source.reader).isSameAs(Thread.currentThread());
    }
  }

  @Test
  void unpacksALongFileInAThreadOfItsOwn() throws IOException {
    Source source = new Source(1, 10 * BLOCK, null);
    try (AheadBytes bytes = new AheadBytes(source)) {
      readAll(bytes, new ByteArrayOutputStream());
      assertThat(source.reader).isNotNull().isNotSameAs(Thread.currentThread());
    }
  }

  private static void readAll(AheadBytes bytes, ByteArrayOutputStream into) throws IOException {
    byte[] target = new byte[BLOCK];
    for (int read = bytes.read(target, 0); read >= 0; read = bytes.read(target, 0)) {
      into.write(target, 0, read);
    }
  }

  private static boolean readerIsGone(Source source) {
    Thread reader = source.reader;
    return reader == null || reader.equals(Thread.currentThread()) || !reader.isAlive();
  }
}
