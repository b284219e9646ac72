package dev.pinwheel.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * What fields and parameters mean that mean the same wherever they occur in the API. A record whose
 * Javadoc describes a field itself keeps its own words, and so does a described parameter.
 */
@Component
final class CommonFields implements OpenApiCustomizer {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("active", "whether anything of it that is visible from here is open"),
          Map.entry("administrator", "whether it is, or is to be, a server administrator"),
          Map.entry("argumentLine", "its arguments in one line, those of the memo key first"),
          Map.entry("arguments", "the arguments by position"),
          Map.entry("at", "when it happened"),
          Map.entry("attempt", "the number of the attempt; the first is 1"),
          Map.entry("by", "who did it"),
          Map.entry("calledAt", "when the call was recorded"),
          Map.entry("calls", "how many calls there are"),
          Map.entry("codeVersion", "the version of its code, as its worker declares it"),
          Map.entry("createdAt", "when it was created"),
          Map.entry("createdBy", "who created it"),
          Map.entry("declaredAt", "when a worker declared it"),
          Map.entry("embedded", "whether it is the worker inside the server"),
          Map.entry("executions", "how many executions there are"),
          Map.entry("execution", "the id of an execution: run, step and attempt"),
          Map.entry("failure", "why it ended without a value; absent otherwise"),
          Map.entry("forwarding", "where its outcome comes from; absent when it is its own"),
          Map.entry("from", "when it begins"),
          Map.entry("grants", "the roles that were granted"),
          Map.entry("group", "the title of the group that the call belongs to; absent without one"),
          Map.entry("handed", "true: its result came as a handle in the arguments"),
          Map.entry("kind", "what kind it is"),
          Map.entry("module", "the name of a module"),
          Map.entry("number", "the number of the call among those of its caller"),
          Map.entry("parameter", "the name of a parameter"),
          Map.entry("password", "the password: at least 12 characters, at most 72 bytes in UTF-8"),
          Map.entry("progress", "from 0 to 1, as the task reported it; absent when it did not"),
          Map.entry("required", "whether it must be given"),
          Map.entry("reusedIfEqual", "how many calls will be reused if their arguments stay equal"),
          Map.entry("role", "viewer, operator, developer or administrator"),
          Map.entry("run", "the id of a run"),
          Map.entry("runs", "how many runs there are"),
          Map.entry("sentence", "the same in words"),
          Map.entry("settled", "whether it has ended"),
          Map.entry("startedAt", "when it started"),
          Map.entry("state", "its state as seen from the workspace"),
          Map.entry("status", "the status of the run as seen from the workspace"),
          Map.entry("step", "the id of a step: run and number"),
          Map.entry("submittedAt", "when it was submitted"),
          Map.entry("submittedBy", "who submitted it"),
          Map.entry("target", "the name of a task or workflow in its module"),
          Map.entry("times", "how often the caller made this same call"),
          Map.entry("timing", "when it was created, given to a worker, and ended"),
          Map.entry("to", "when it ends"),
          Map.entry("user", "the name of a user"),
          Map.entry("waiting", "why it waits; absent when it does not"),
          Map.entry("willBeReused", "how many calls will be reused"),
          Map.entry("willRun", "how many calls will execute"),
          Map.entry("worker", "the name of a worker"),
          Map.entry("workflow", "the name of a workflow in its module"),
          Map.entry("workspace", "the name of a workspace"));

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("run", "The id of a run, such as R7K2"),
          Map.entry("step", "The id of a step, such as R7K2:3"),
          Map.entry("execution", "The id of an execution, such as R7K2:3:2"),
          Map.entry("module", "The name of a module"),
          Map.entry("workflow", "The name of a workflow"),
          Map.entry("name", "The name of the user or workspace that the path is about"),
          Map.entry("user", "The name of a user"),
          Map.entry("on", "The name of a workspace, or a pattern"),
          Map.entry("id", "The number of a token"),
          Map.entry("word", "The last part of a problem's type"),
          Map.entry("includeArchived", "Whether to list archived workspaces, too"),
          Map.entry("limit", "How many to answer at most"),
          Map.entry("cursor", "Where to go on: nextCursor, or cursor, of the page before"),
          Map.entry("afterVersion", "Wait until the version is another one"),
          Map.entry("waitMillis", "How long to wait at most, 0 to 60000"),
          Map.entry("level", "Only messages of these levels; several separated by commas"),
          Map.entry("text", "Only what contains this text"),
          Map.entry("Last-Event-ID", "The id of the last event received; counts before cursor"));

  @Override
  public void customise(OpenAPI document) {
    for (PathItem path : document.getPaths().values()) {
      path.readOperations().stream()
          .map(operation -> operation.getParameters())
          .filter(parameters -> parameters != null)
          .flatMap(List::stream)
          .forEach(CommonFields::describe);
    }
    for (Schema<?> schema : document.getComponents().getSchemas().values()) {
      if (schema.getProperties() != null) {
        schema.getProperties().forEach(CommonFields::describe);
      }
    }
  }

  private static void describe(String field, Schema<?> schema) {
    if (schema.getDescription() == null) {
      schema.setDescription(MEANINGS.get(field));
    }
  }

  private static void describe(Parameter parameter) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(PARAMETERS.get(parameter.getName()));
    }
  }
}
