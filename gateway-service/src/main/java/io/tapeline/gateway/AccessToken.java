package io.tapeline.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * The secret that opens the door: 32 random bytes as base64url, kept in a file only its owner may
 * read. It is never logged, and not part of {@link #toString}.
 */
final class AccessToken {

  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] value;
  private final boolean fresh;

  private AccessToken(String value, boolean fresh) {
    this.value = value.getBytes(StandardCharsets.UTF_8);
    this.fresh = fresh;
  }

  /**
   * The token of the file; a new one is made if there is no file.
   *
   * @throws IOException if the file cannot be read or made, is too short to be a secret, or others
   *     may read it
   */
  static AccessToken at(Path file) throws IOException {
    try {
      return new AccessToken(make(file), true);
    } catch (FileAlreadyExistsException _) {
      return read(file);
    }
  }

  /** True if it was made just now and nobody knows it yet. */
  boolean isFresh() {
    return fresh;
  }

  /** The token for its one showing at the first start. */
  String reveal() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** True if it is this token; takes equally long wherever the first difference is. */
  boolean matches(String candidate) {
    return MessageDigest.isEqual(value, candidate.getBytes(StandardCharsets.UTF_8));
  }

  private static String make(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Set<StandardOpenOption> ifAbsent =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, ifAbsent, ownerOnly(file))) {
      ByteBuffer bytes = ByteBuffer.wrap((token + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return token;
  }

  private static AccessToken read(Path file) throws IOException {
    if (isPosix(file)) {
      Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      others.removeAll(OWNER_ONLY);
      others.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!others.isEmpty()) {
        throw new IOException(
            "others may use the token file " + file + ": make it yours alone with chmod 600");
      }
    }
    String token = Files.readString(file).strip();
    if (token.length() < BYTES) {
      throw new IOException(
          "the token file " + file + " holds no token: delete it and a new one is made");
    }
    return new AccessToken(token, false);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
