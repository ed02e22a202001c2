package io.tapeline.gateway.assistant;

import io.modelcontextprotocol.server.McpSyncServer;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the sessions of assistants when the gateway stops, before the web server does: it waits for
 * every answer that is being written, and a session's stream has no end of its own.
 */
final class AssistantSessions implements SmartLifecycle {

  private final McpSyncServer server;
  private volatile boolean running;

  AssistantSessions(McpSyncServer server) {
    this.server = server;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    server.closeGracefully();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
