package io.tapeline.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway is told of assistants, {@code tapeline.assistant.*}.
 *
 * @param enabled whether they are let in at all
 */
@ConfigurationProperties("tapeline.assistant")
public record AssistantSettings(@DefaultValue("true") boolean enabled) {}
