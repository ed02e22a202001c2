package io.tapeline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code up} cannot use is refused in one line, before anything is started or left behind. */
class BadInputTest {

  private static final String TRADES =
      "ts,symbol,price,size,side\n1767225600000000,BTCUSDT,60000.1,0.5,BUY\n";

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void writeTapes() throws IOException {
    data = folder.resolve("data");
    Files.writeString(folder.resolve("good.csv"), TRADES);
    Files.createFile(folder.resolve("empty.csv"));
    Files.createDirectory(folder.resolve("a-folder"));
    Files.writeString(folder.resolve("wrong-header.csv"), "when,what\n1,2\n");
    Files.write(folder.resolve("cut.csv.gz"), cut(gzip(TRADES.repeat(100))));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --feed flying                                        | choose sim, tape
          --feed tape                                          | at least one --tape FILE
          --tape DIR/good.csv                                  | --tape is for --feed tape
          --speed 0                                            | --speed 0: give a number above zero, or max
          --speed -1                                           | --speed -1
          --speed fast                                         | --speed fast
          --speed NaN                                          | --speed NaN
          --speed Infinity                                     | --speed Infinity
          --speed 1e3                                          | --speed 1e3
          --port 70000                                         | --port 70000
          --port x                                             | --port
          --strategy soothsayer                                | soothsayer
          --set tapeline.burst.no-such=1                       | tapeline.burst.no-such
          --set burst.window-s=15                              | settings begin with 'tapeline.'
          --set tapeline.burst.window-s=-1                     | tapeline.burst.window-s is '-1'
          --set tapeline.burst.window-s=soon                   | tapeline.burst.window-s is 'soon'
          --set tapeline.fees.taker=1.5                        | tapeline.fees.taker is '1.5'
          --set tapeline.window=0                              | tapeline.window
          --set tapeline.sim.seed=x                            | tapeline.sim.seed
          --set tapeline.kafka.partitions=many                 | tapeline.kafka.partitions
          --feed tape --tape DIR/missing.csv                   | missing.csv: no such file
          --feed tape --tape DIR/a-folder                      | a-folder: is a folder
          --feed tape --tape DIR/empty.csv                     | empty.csv: is empty
          --feed tape --tape DIR/cut.csv.gz                    | cut.csv.gz
          --feed tape --tape DIR/wrong-header.csv              | wrong-header.csv
          --feed tape --tape DIR/good.csv DIR/missing.csv      | missing.csv: no such file
          --out DIR/good.csv                                   | good.csv is a file
          """)
  void unusableOptionsAndTapesAreRefusedBeforeAnythingIsStarted(String options, String message)
      throws IOException {
    Command up = up(data, options);

    assertThat(up.exitStatus()).as(up.describe()).isEqualTo(2);
    assertOneLine(up, message);
    assertThat(data).doesNotExist();
  }

  @Test
  void fileAsDataFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "mine");

    Command up = up(file, "");

    assertThat(up.exitStatus()).as(up.describe()).isEqualTo(2);
    assertOneLine(up, "notes.txt is a file");
    assertThat(file).hasContent("mine");
  }

  @Test
  void folderThatCannotBeWrittenIsRefused() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(canWrite(locked), "skipped: this user may write anywhere");

    Command up = up(locked, "");

    assertThat(up.exitStatus()).as(up.describe()).isEqualTo(1);
    assertOneLine(up, "locked cannot be written to");
    assertThat(locked).isEmptyDirectory();
  }

  private static boolean canWrite(Path locked) {
    try {
      Files.delete(Files.createFile(locked.resolve("probe")));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void takenPortIsNamedBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Command up = up(data, "--port " + taken.getLocalPort());

      assertThat(up.exitStatus()).as(up.describe()).isEqualTo(1);
      assertOneLine(up, "port " + taken.getLocalPort() + " is taken");
      assertThat(data).doesNotExist();
    }
  }

  private Command up(Path dataFolder, String options) throws IOException {
    List<String> given =
        Arrays.stream(options.split(" "))
            .filter(option -> !option.isEmpty())
            .map(option -> option.replace("DIR", folder.toString()))
            .toList();
    List<String> port = given.contains("--port") ? List.of() : List.of("--port", "0");
    return Command.run(
        Settings.join(List.of("up", "--data", dataFolder.toString(), "--once"), port, given));
  }

  private static void assertOneLine(Command command, String message) {
    assertThat(command.stdoutLines()).isEmpty();
    assertThat(command.stderrLines())
        .singleElement()
        .asString()
        .startsWith("tapeline: ")
        .contains(message)
        .doesNotContain("Exception");
  }
}
