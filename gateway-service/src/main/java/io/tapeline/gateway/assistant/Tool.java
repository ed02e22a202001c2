package io.tapeline.gateway.assistant;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing an assistant can do.
 *
 * @param description for the assistant: what it gives, and what it does not do
 * @param parameters in the order they are shown
 */
record Tool(
    String name,
    String title,
    String description,
    Effect effect,
    List<Parameter> parameters,
    Work work) {

  /** What a call changes. Every tool may be called again without more coming of it. */
  enum Effect {
    /** Nothing. */
    READS,
    /** Something is there that was not. */
    CREATES,
    /** Something ends. */
    ENDS
  }

  /** What a call does. */
  interface Work {

    /**
     * Does it.
     *
     * @return texts for the assistant
     */
    List<String> on(Arguments arguments, Rest rest) throws ToolException;
  }

  Tool {
    parameters = List.copyOf(parameters);
  }

  /** As a client is told of it. */
  McpSchema.Tool published() {
    return McpSchema.Tool.builder(name, inputSchema())
        .title(title)
        .description(description)
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .title(title)
                .readOnlyHint(effect == Effect.READS)
                .destructiveHint(effect == Effect.ENDS)
                .idempotentHint(true)
                .openWorldHint(false)
                .build())
        .build();
  }

  /** Plain at its top: some clients take no combinations of schemas there. */
  private Map<String, Object> inputSchema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required",
        parameters.stream().filter(Parameter::isRequired).map(Parameter::name).toList());
    schema.put("additionalProperties", false);
    return schema;
  }
}
