package io.tapeline.gateway.assistant;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.tapeline.gateway.ServiceCalls;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes calls of tools, answers them, and counts what came of them. */
final class ToolDesk {

  private static final Logger LOG = LoggerFactory.getLogger(ToolDesk.class);

  private final ServiceCalls calls;
  private final MeterRegistry meters;

  ToolDesk(ServiceCalls calls, MeterRegistry meters) {
    this.calls = calls;
    this.meters = meters;
  }

  /** Every tool with what it does. */
  List<SyncToolSpecification> specifications() {
    return Tools.all().stream().map(this::specification).toList();
  }

  private SyncToolSpecification specification(Tool tool) {
    for (Outcome outcome : Outcome.values()) {
      counter(tool, outcome);
    }
    return SyncToolSpecification.builder()
        .tool(tool.published())
        .callHandler((exchange, request) -> answer(tool, exchange, request))
        .build();
  }

  private Counter counter(Tool tool, Outcome outcome) {
    return Counter.builder("tapeline.assistant.calls")
        .description("Calls of tools by AI assistants")
        .tag("tool", tool.name())
        .tag("outcome", outcome.label())
        .register(meters);
  }

  private CallToolResult answer(
      Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
    Rest rest = new Rest(calls, AssistantName.of(exchange.getClientInfo()), exchange.sessionId());
    try {
      List<String> texts =
          tool.work().on(Arguments.of(tool.parameters(), request.arguments()), rest);
      counter(tool, Outcome.DONE).increment();
      return result(texts, false);
    } catch (ToolException told) {
      counter(tool, told.outcome()).increment();
      return result(List.of(String.valueOf(told.getMessage())), true);
    } catch (RuntimeException unforeseen) {
      LOG.error("Tool {} failed", tool.name(), unforeseen);
      counter(tool, Outcome.FAILED).increment();
      return result(List.of("The gateway failed to answer; its log says why."), true);
    }
  }

  private static CallToolResult result(List<String> texts, boolean isError) {
    CallToolResult.Builder result = CallToolResult.builder().isError(isError);
    texts.forEach(result::addTextContent);
    return result.build();
  }
}
