package io.tapeline.cli.books;

import io.tapeline.cli.CommandException;
import io.tapeline.cli.up.StoppedBooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the books are: with the suite that runs on the data folder or, if none does, in the folder
 * itself, from which they are read without trading on.
 */
final class BooksOptions {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the books; ./data.")
  private Path data = Path.of("data");

  /** What is done with an open door to the books. */
  interface Work {
    void on(Door door) throws IOException;
  }

  /** An address that answers for the books. */
  static final class Door {

    private final String address;
    private final @Nullable String token;
    private final boolean running;

    private Door(String address, @Nullable String token, boolean running) {
      this.address = address;
      this.token = token;
      this.running = running;
    }

    /** True if it is a running suite's. */
    boolean isRunning() {
      return running;
    }

    String address() {
      return address;
    }

    /** The answer as JSON; what the books refuse ends the command with their own words. */
    JsonNode get(String path) throws IOException {
      HttpResponse<InputStream> response = send(path);
      try (InputStream body = response.body()) {
        JsonNode answer = JSON.readTree(body.readAllBytes());
        check(response.statusCode(), answer.path("detail").asString(""));
        return answer;
      }
    }

    /** Copies the answer as it comes. */
    void copy(String path, OutputStream out) throws IOException {
      HttpResponse<InputStream> response = send(path);
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          String problem = new String(body.readAllBytes(), StandardCharsets.UTF_8);
          check(response.statusCode(), JSON.readTree(problem).path("detail").asString(problem));
        }
        body.transferTo(out);
      }
    }

    private static void check(int status, String detail) {
      if (status == 400 || status == 404) {
        throw CommandException.wrongInput(detail);
      }
      if (status != 200) {
        throw CommandException.failed("the books answer %d: %s".formatted(status, detail));
      }
    }

    private HttpResponse<InputStream> send(String path) throws IOException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
      try {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** The running suite's door, null if none runs on the data folder. */
  @Nullable Door runningDoor() throws IOException {
    Path address = data.resolve("gateway-url");
    Path token = data.resolve("gateway-token");
    if (!Files.exists(address) || !Files.exists(token)) {
      return null;
    }
    Door door = new Door(Files.readString(address).trim(), Files.readString(token).trim(), true);
    try {
      door.get("/api/v1/health");
      return door;
    } catch (ConnectException e) {
      return null;
    }
  }

  /** Opens the books, running or not. */
  void with(Work work) throws IOException {
    Door running = runningDoor();
    if (running != null) {
      work.on(running);
      return;
    }
    if (!Files.isDirectory(data)) {
      throw CommandException.wrongInput(
          "there are no books in %s; start the suite with 'tapeline up' or name them with --data"
              .formatted(data));
    }
    try (StoppedBooks books = StoppedBooks.open(data)) {
      work.on(new Door(books.address(), null, false));
    }
  }
}
