package io.tapeline.core.tape;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The one file in a zip archive; its end is an error unless the checksum is that of the archive.
 */
final class ZippedFile extends FilterInputStream {

  private static final byte[] MAGIC = {'P', 'K', 3, 4};

  private final ZipFile archive;
  private final CheckedInputStream checked;
  private final long checksum;

  private ZippedFile(ZipFile archive, CheckedInputStream checked, long checksum) {
    super(checked);
    this.archive = archive;
    this.checked = checked;
    this.checksum = checksum;
  }

  static boolean isZip(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return Arrays.equals(input.readNBytes(MAGIC.length), MAGIC);
    }
  }

  static InputStream open(Path file) throws IOException {
    ZipFile archive = new ZipFile(file.toFile());
    try {
      List<? extends ZipEntry> files =
          archive.stream().filter(entry -> !entry.isDirectory()).toList();
      if (files.size() != 1) {
        throw new TapeException(
            "%s: holds %d files; unpack it and name the one to read".formatted(file, files.size()));
      }
      ZipEntry entry = files.getFirst();
      InputStream content = archive.getInputStream(entry);
      return new ZippedFile(archive, new CheckedInputStream(content, new CRC32()), entry.getCrc());
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    return checkedAtEnd(super.read());
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return checkedAtEnd(super.read(target, offset, length));
  }

  private int checkedAtEnd(int read) throws ZipException {
    if (read < 0 && checked.getChecksum().getValue() != checksum) {
      throw new ZipException("its checksum does not match");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      archive.close();
    }
  }
}
