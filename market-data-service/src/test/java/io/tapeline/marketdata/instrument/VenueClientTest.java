package io.tapeline.marketdata.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class VenueClientTest {

  /** The time limit is for the whole answer, not only for its headers. */
  @Test
  void aBodyThatNeverEndsIsGivenUp() throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          asked.countDown();
        });
    server.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

      assertThatThrownBy(
              () -> VenueClient.get(InstrumentVenue.BINANCE, base, Duration.ofSeconds(1)))
          .isInstanceOf(VenueException.class)
          .hasMessage(base + "/api/v3/exchangeInfo has not answered within 1 s; try again later");
      assertThat(asked.getCount()).isZero();
    } finally {
      server.stop(0);
    }
  }
}
