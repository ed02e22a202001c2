/**
 * Tools for AI assistants over the Model Context Protocol: a client of the services' REST like any
 * other, with nothing of its own to decide.
 */
@NullMarked
package io.tapeline.gateway.assistant;

import org.jspecify.annotations.NullMarked;
