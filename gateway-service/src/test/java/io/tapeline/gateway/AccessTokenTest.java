package io.tapeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTokenTest {

  @TempDir Path folder;

  @Test
  void theFirstStartMakesATokenOnlyItsOwnerMayRead() throws IOException {
    Path file = folder.resolve("deeper/token");

    AccessToken token = AccessToken.at(file);

    assertThat(token.isFresh()).isTrue();
    assertThat(Base64.getUrlDecoder().decode(token.reveal())).hasSize(32);
    assertThat(Files.readString(file).strip()).isEqualTo(token.reveal());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void laterStartsFindTheSameToken() throws IOException {
    Path file = folder.resolve("token");
    AccessToken first = AccessToken.at(file);

    AccessToken second = AccessToken.at(file);

    assertThat(second.isFresh()).isFalse();
    assertThat(second.matches(first.reveal())).isTrue();
    assertThat(second.matches(first.reveal() + "x")).isFalse();
    assertThat(second.matches("")).isFalse();
  }

  @Test
  void everyTokenIsAnother() throws IOException {
    assertThat(AccessToken.at(folder.resolve("a")).reveal())
        .isNotEqualTo(AccessToken.at(folder.resolve("b")).reveal());
  }

  @Test
  void aTokenOthersMayReadIsRefused() throws IOException {
    Path file = folder.resolve("token");
    AccessToken.at(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> AccessToken.at(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void anEmptyFileIsNoToken() throws IOException {
    Path file = folder.resolve("token");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

    assertThatThrownBy(() -> AccessToken.at(file)).hasMessageContaining("holds no token");
  }

  @Test
  void itsTextDoesNotShowIt() throws IOException {
    AccessToken token = AccessToken.at(folder.resolve("token"));

    assertThat(token.toString()).doesNotContain(token.reveal());
  }
}
