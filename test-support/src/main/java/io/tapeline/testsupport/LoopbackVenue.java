package io.tapeline.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A venue on loopback: answers by a function, and with the troubles it is told to make first. */
public final class LoopbackVenue implements AutoCloseable {

  /** A request by its path and decoded parameters. */
  public record Request(String path, Map<String, String> query, long nanos) {

    public String text(String name) {
      return query.getOrDefault(name, "");
    }

    public long number(String name) {
      return Long.parseLong(text(name));
    }

    public boolean has(String name) {
      return query.containsKey(name);
    }
  }

  /** Something done with a request in place of the answer. */
  @FunctionalInterface
  public interface Trouble {
    void happen(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private final Function<Request, String> answers;

  public LoopbackVenue(Function<Request, String> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was asked so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The next request meets this. */
  public synchronized LoopbackVenue trouble(Trouble trouble) {
    troubles.addLast(trouble);
    return this;
  }

  private synchronized Trouble nextTrouble() {
    Trouble trouble = troubles.pollFirst();
    return trouble == null ? this::answerAsUsual : trouble;
  }

  /** Answers by the function: the absence of trouble. */
  public void answerAsUsual(HttpExchange exchange) throws IOException {
    answer(exchange, 200, "application/json", answers.apply(request(exchange)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(request(exchange));
    nextTrouble().happen(exchange);
  }

  private static Request request(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return new Request(exchange.getRequestURI().getPath(), query, System.nanoTime());
  }

  /** Answers whole. */
  public static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** JSON with a status. */
  public static Trouble status(int status, String body) {
    return exchange -> answer(exchange, status, "application/json", body);
  }

  /** A status that says when to come back. */
  public static Trouble comeBackAfter(int status, String retryAfter) {
    return exchange -> {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      answer(exchange, status, "text/plain", "slow down");
    };
  }

  /** The page a proxy shows. */
  public static Trouble html(int status) {
    return exchange ->
        answer(exchange, status, "text/html", "<html><body>Bad gateway</body></html>");
  }

  /** Promises more than it sends. */
  public static Trouble cut() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("[[1,".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Sends the headers and then nothing, until it is closed. */
  public static Trouble trickle() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write('[');
      out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException _) {
        exchange.close();
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
