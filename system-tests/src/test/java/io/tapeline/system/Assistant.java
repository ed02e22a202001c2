package io.tapeline.system;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An AI assistant that has been given a running suite's tools. */
final class Assistant implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final McpSyncClient client;

  private Assistant(McpSyncClient client) {
    this.client = client;
  }

  /** One that shows a token; it is not connected yet. */
  static Assistant of(Suite suite, String token) {
    return new Assistant(
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + suite.awaitReady())
                    .endpoint("/mcp")
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                    .build())
            .clientInfo(McpSchema.Implementation.builder("desk-helper", "1.4.2").build())
            .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(""))
            .requestTimeout(Duration.ofSeconds(30))
            .build());
  }

  Assistant connect() {
    client.initialize();
    return this;
  }

  /** The answer of a tool that did what it was asked. */
  JsonNode done(String tool, String arguments) {
    CallToolResult result = call(tool, arguments);
    if (Boolean.TRUE.equals(result.isError())) {
      throw new AssertionError(tool + " refused: " + text(result));
    }
    return JSON.readTree(text(result));
  }

  /** What a tool says that did not. */
  String refused(String tool, String arguments) {
    CallToolResult result = call(tool, arguments);
    if (!Boolean.TRUE.equals(result.isError())) {
      throw new AssertionError(tool + " was not refused: " + text(result));
    }
    return text(result);
  }

  private CallToolResult call(String tool, String arguments) {
    Map<String, Object> read = JSON.readValue(arguments, new TypeReference<>() {});
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(read).build());
  }

  private static String text(CallToolResult result) {
    return result.content().stream()
        .map(content -> ((TextContent) content).text())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    client.closeGracefully();
  }
}
