package io.tapeline.marketdata.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line between a client and a server that can be cut: neither is told more than that it ended.
 */
final class Relay implements AutoCloseable {

  private final ServerSocket entrance;
  private final int server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /**
   * @param server port that clients are passed on to
   */
  Relay(int server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket onwards = new Socket(InetAddress.getLoopbackAddress(), server);
        client.setTcpNoDelay(true);
        onwards.setTcpNoDelay(true);
        sockets.addAll(List.of(client, onwards));
        Thread.ofVirtual().start(() -> pass(client, onwards));
        Thread.ofVirtual().start(() -> pass(onwards, client));
      }
    } catch (IOException _) {
      // It was closed.
      cut();
    }
  }

  /** What one end says the other hears, until one of them has ended. */
  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException _) {
      // The line was cut.
    }
  }

  /** Ends every connection that there is; new ones are taken. */
  void cut() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
