package io.tapeline.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway of a suite that runs on a data folder, answering as a test wants. */
final class FakeGateway implements AutoCloseable {

  /** What it was asked. */
  record Asked(
      String method, String uri, String authorization, String client, String key, String body) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  FakeGateway(Path data) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    Files.createDirectories(data);
    Files.writeString(
        data.resolve("gateway-url"), "http://127.0.0.1:" + server.getAddress().getPort() + "\n");
    Files.writeString(data.resolve("gateway-token"), "secret\n");
  }

  /** Answers a request; the last of several answers is given ever after. */
  FakeGateway on(String methodAndUri, int status, String body) {
    answers
        .computeIfAbsent(methodAndUri, _ -> new ArrayDeque<>())
        .addLast(new Answer(status, body));
    return this;
  }

  /** What it was asked, but for who is there. */
  List<Asked> asked() {
    return asked.stream().filter(request -> !request.uri().equals("/readyz")).toList();
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String uri = exchange.getRequestURI().toString();
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            uri,
            header(exchange, "Authorization"),
            header(exchange, "X-Tapeline-Client"),
            header(exchange, "Idempotency-Key"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Deque<Answer> wanted = answers.get(exchange.getRequestMethod() + " " + uri);
    Answer answer =
        wanted == null
            ? new Answer(404, "{\"detail\":\"nothing at " + uri + "\"}")
            : wanted.size() > 1 ? wanted.removeFirst() : wanted.getFirst();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
