package dev.pinwheel.api.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.value.MemoJson;
import dev.pinwheel.api.value.VerbatimJson;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** Submits runs: arguments by position or by name. Thread-safe. */
@Component
final class RunSubmission {

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;

  RunSubmission(Engine engine, ReadModels reads, Callers callers) {
    this.callers = callers;
    this.engine = engine;
    this.reads = reads;
  }

  /**
   * What to run.
   *
   * @param arguments by position; trailing ones with a default may be left out
   * @param namedArguments by name, instead of {@code arguments}
   * @param memo the run's default for tasks without an option of their own: all or off
   */
  @Schema(name = "Submission")
  record SubmissionJson(
      @Schema(example = "users", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String module,
      @Schema(example = "welcome", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String workflow,
      @Schema(example = "[\"u1\"]") @JsonSetter(contentNulls = Nulls.SET)
          @Nullable List<VerbatimJson> arguments,
      @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, VerbatimJson> namedArguments,
      @Schema(
              implementation = String.class,
              allowableValues = {"all", "off"})
          @Nullable JsonNode memo) {}

  /**
   * The run.
   *
   * @param existing true when the idempotency key had been used for the same before
   */
  @Schema(name = "Submitted")
  record SubmittedJson(@Schema(example = "R7K2") String run, boolean existing) {}

  ResponseEntity<SubmittedJson> submit(
      Viewpoint viewpoint, @Nullable String idempotencyKey, SubmissionJson submission) {
    String module = required("module", submission.module());
    String workflow = required("workflow", submission.workflow());
    Command.Submitted submitted =
        engine.execute(
            new Command.SubmitRun(
                viewpoint.name().value(),
                module,
                workflow,
                arguments(viewpoint, module, workflow, submission),
                MemoJson.read(submission.memo()),
                idempotencyKey,
                callers.current()));
    URI location =
        UriComponentsBuilder.fromPath("/api/v1/runs/{run}")
            .queryParam(ViewpointResolver.PARAMETER, "{workspace}")
            .build(submitted.run(), viewpoint.name());
    return ResponseEntity.status(submitted.existing() ? 200 : 201)
        .location(location)
        .body(new SubmittedJson(submitted.run().toString(), submitted.existing()));
  }

  private static String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Rejection.invalidArgument(
          "Expected the field '%s', such as {\"module\": \"users\", \"workflow\": \"welcome\", \"arguments\": [\"u1\"]}."
              .formatted(field));
    }
    if (value.indexOf('\0') >= 0) {
      throw Rejection.invalidArgument(
          "The field '%s' cannot have the character U+0000.".formatted(field));
    }
    return value;
  }

  private List<Json> arguments(
      Viewpoint viewpoint, String module, String workflow, SubmissionJson submission) {
    Map<String, VerbatimJson> named = submission.namedArguments();
    if (named == null) {
      return submission.arguments() == null
          ? List.of()
          : submission.arguments().stream().map(VerbatimJson::toJson).toList();
    }
    if (submission.arguments() != null) {
      throw Rejection.invalidArgument(
          "Expected either 'arguments' or 'namedArguments', found both.");
    }
    return reads
        .modules()
        .findTarget(viewpoint, module, workflow)
        .map(target -> byPosition(target, named))
        .orElse(List.of()); // The engine's rejection lists what exists.
  }

  private static List<Json> byPosition(TargetView target, Map<String, VerbatimJson> named) {
    Map<String, VerbatimJson> left = new LinkedHashMap<>(named);
    List<Json> arguments = new ArrayList<>();
    for (Manifest.Parameter parameter : target.declaration().parameters()) {
      VerbatimJson given = left.remove(parameter.name());
      Json standard = parameter.defaultValue();
      if (given == null && standard == null && parameter.required()) {
        throw Rejection.invalidArgument(
            "Expected an argument '%s' for %s.%s."
                .formatted(parameter.name(), target.module(), target.name()));
      }
      arguments.add(given != null ? given.toJson() : standard != null ? standard : Json.NULL);
    }
    if (!left.isEmpty()) {
      throw Rejection.invalidArgument(
          "%s.%s has no parameter '%s'; it has %s."
              .formatted(
                  target.module(),
                  target.name(),
                  left.keySet().iterator().next(),
                  target.declaration().parameters().isEmpty()
                      ? "none"
                      : String.join(", ", target.declaration().parameterNames())));
    }
    return arguments;
  }
}
