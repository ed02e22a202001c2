package io.tapeline.marketdata.live;

import java.net.URI;
import java.time.Duration;

/** What is spoken with a venue. Every call comes from the connection's thread. */
public interface VenueProtocol {

  /** Name in metrics, messages and quarantine. */
  String name();

  URI uri();

  /** Silence after which the connection counts as dead. */
  Duration longestSilence();

  /**
   * Whether a ping is sent in the silence, and its answer ends it: for venues that have nothing to
   * say about a quiet market.
   */
  default boolean isPinged() {
    return false;
  }

  /** A connection stands: say what is wanted. */
  void opened(Outlet outlet);

  /**
   * A whole message.
   *
   * @param seenMicros when it came, epoch microseconds
   */
  void message(String text, long seenMicros) throws InterruptedException;

  /** The connection is gone; the next one may take a while. */
  void lost(long seenMicros) throws InterruptedException;

  /** Called some times a second while a connection stands. */
  void look(long nowNanos);

  /** No connection will follow: what is under way beside the stream is given up. */
  default void close() {}

  /** The way out. */
  interface Outlet {

    void send(String text);

    /** Ends this connection; another one is made. */
    void reconnect(String why);

    /** Has work done by the connection's thread, also after this connection has ended. */
    void later(Work work) throws InterruptedException;
  }

  /** Work for the connection's thread. */
  @FunctionalInterface
  interface Work {
    void run() throws InterruptedException;
  }
}
