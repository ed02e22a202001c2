package io.tapeline.cli.crash;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One operating-system process from its start to its end. */
final class Life {

  private static final int END_SECONDS = 30;

  private final Process process;
  private final long startedNanos = System.nanoTime();

  private Life(Process process) {
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param log where its output is added
   */
  static Life begin(List<String> command, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("CLASSPATH", JvmOptions.classPath());
    return new Life(builder.start());
  }

  boolean isOver() {
    return !process.isAlive();
  }

  /** Exit status of a process that is over. */
  int status() {
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  /** When it was started, in {@link System#nanoTime()}. */
  long startedNanos() {
    return startedNanos;
  }

  /**
   * SIGKILL to the process, then to all it had started; returned are those to wait for.
   *
   * <p>The first one can start no more when its children are hit.
   */
  List<ProcessHandle> kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    return Stream.concat(Stream.of(process.toHandle()), children.stream()).toList();
  }

  /** SIGSTOP: no thread of the process runs until {@link #resume()}. */
  void pause() throws IOException {
    signal("STOP");
  }

  /** SIGCONT: the process goes on where it was. */
  void resume() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    Process sent =
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = sent.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (sent.waitFor() != 0 && process.isAlive()) {
        throw new IOException("process %d got no SIG%s: %s".formatted(pid(), name, said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Waits until killed processes are gone. */
  static void awaitEnd(List<ProcessHandle> killed) throws IOException, InterruptedException {
    for (ProcessHandle handle : killed) {
      try {
        handle.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new IOException("process " + handle.pid() + " outlives its SIGKILL", e);
      }
    }
  }
}
