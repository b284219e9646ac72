package dev.pinwheel.api.problem;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the types of problems mean: the pages behind the URIs in {@code type}. */
@RestController
@RequestMapping("/api/problems")
@Tag(name = "Problems", description = "The types of refusals, as found in the field type of one.")
final class ProblemController {

  /**
   * A type of refusal.
   *
   * @param type its URI
   * @param title in a few words
   * @param meaning what it means, in a sentence
   */
  @Schema(name = "ProblemType")
  record ProblemTypeJson(String type, int status, String title, String meaning) {}

  @GetMapping
  @Needs(Permission.SEE_PUBLIC)
  @Operation(summary = "List the types of problems")
  List<ProblemTypeJson> list() {
    return Arrays.stream(ProblemType.values()).map(ProblemController::json).toList();
  }

  @GetMapping("/{word}")
  @Needs(Permission.SEE_PUBLIC)
  @Operation(summary = "Describe a type of problem")
  ProblemTypeJson get(@PathVariable String word) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .map(ProblemController::json)
        .orElseThrow(() -> Rejection.notFound("No problem has the type '%s'.".formatted(word)));
  }

  private static ProblemTypeJson json(ProblemType type) {
    return new ProblemTypeJson(
        type.uri().toString(), type.status().value(), type.title(), type.meaning());
  }
}
