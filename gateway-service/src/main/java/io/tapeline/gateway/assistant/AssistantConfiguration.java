package io.tapeline.gateway.assistant;

import io.micrometer.core.instrument.MeterRegistry;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.tapeline.gateway.ServiceCalls;
import org.springframework.ai.mcp.server.webmvc.transport.WebMvcStreamableServerTransportProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** The Model Context Protocol at {@code /mcp}, behind the gateway's token like everything else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "tapeline.assistant.enabled", matchIfMissing = true)
class AssistantConfiguration {

  /** Rises when a tool changes. */
  private static final String TOOLS_VERSION = "1";

  private static final String INSTRUCTIONS =
      """
      Tapeline is a trading suite. You can look at its market, its books and its trade plans, create \
      plans and call them off. You cannot place orders, close positions, or change risk limits: a \
      plan's signal goes through the risk desk like any other. Times in answers are UTC, as ISO-8601 \
      or microseconds since the epoch; amounts are decimal strings. Plans carry your name.""";

  @Bean
  McpJsonMapper assistantJson() {
    return new JacksonMcpJsonMapper(Tools.JSON);
  }

  @Bean
  WebMvcStreamableServerTransportProvider assistantTransport(McpJsonMapper assistantJson) {
    return WebMvcStreamableServerTransportProvider.builder()
        .jsonMapper(assistantJson)
        .mcpEndpoint("/mcp")
        .build();
  }

  @Bean
  RouterFunction<ServerResponse> assistantRoutes(
      WebMvcStreamableServerTransportProvider assistantTransport) {
    return assistantTransport.getRouterFunction();
  }

  /** Errors of the protocol say what they say, and not where they were thrown. */
  @Bean
  JacksonModule assistantErrors() {
    return new SimpleModule("assistant-errors")
        .addSerializer(
            McpError.class,
            new ValueSerializer<McpError>() {
              @Override
              public void serialize(
                  McpError error, JsonGenerator json, SerializationContext context) {
                json.writeStartObject();
                json.writeName("error");
                json.writePOJO(error.getJsonRpcError());
                json.writeEndObject();
              }
            });
  }

  /** Arguments are looked at by the tools and the services, not by their schemas. */
  @Bean(destroyMethod = "") // AssistantSessions closes it
  McpSyncServer assistantServer(
      WebMvcStreamableServerTransportProvider assistantTransport,
      McpJsonMapper assistantJson,
      ServiceCalls calls,
      MeterRegistry meters) {
    return McpServer.sync(assistantTransport)
        .serverInfo("tapeline", TOOLS_VERSION)
        .instructions(INSTRUCTIONS)
        .jsonMapper(assistantJson)
        .jsonSchemaValidator((_, _) -> ValidationResponse.asValid(""))
        .validateToolInputs(false)
        .immediateExecution(true)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .tools(new ToolDesk(calls, meters).specifications())
        .build();
  }

  @Bean
  AssistantSessions assistantSessions(McpSyncServer assistantServer) {
    return new AssistantSessions(assistantServer);
  }
}
