package dev.pinwheel.engine.log;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import java.time.Instant;

/**
 * A message logged by an execution.
 *
 * @param level one of debug, info, warn, error, stdout, stderr
 * @param template with {@code {name}} placeholders; plain text when there are none
 * @param values a JSON object of the placeholders' values
 */
public record LogMessage(
    ExecutionId execution, Instant loggedAt, String level, String template, Json values) {}
