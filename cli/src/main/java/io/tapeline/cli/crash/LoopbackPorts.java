package io.tapeline.cli.crash;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Ports for processes that are killed and come back.
 *
 * <p>They lie below those the system gives to outgoing connections: else a client that tries again
 * and again to reach a dead server would some time be given the server's own port, connect to
 * itself and keep the server from coming back.
 */
final class LoopbackPorts {

  private static final int LOWEST = 20_000;
  private static final int COUNT = 12_000;

  private final Set<Integer> given = new HashSet<>();
  private int next;

  /**
   * @param start where to begin to look; suites side by side begin at different places
   */
  LoopbackPorts(long start) {
    next = Math.floorMod(start, COUNT);
  }

  /** A port that is free now and was not given before. */
  int take() throws IOException {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = LOWEST + next;
      next = (next + 1) % COUNT;
      if (isFree(port) && given.add(port)) {
        return port;
      }
    }
    throw new IOException("no free loopback port from " + LOWEST + " on");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
