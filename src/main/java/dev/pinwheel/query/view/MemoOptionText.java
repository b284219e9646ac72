package dev.pinwheel.query.view;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.StepOptions;
import java.util.List;

/** Memo options as text. */
public final class MemoOptionText {

  private MemoOptionText() {}

  /**
   * The names of the parameters in the memo key; empty when it is not memoized, or once per run.
   */
  public static List<String> parameters(StepOptions options) {
    return switch (options.effective().memo()) {
      case MemoOption.All all -> options.parameters();
      case MemoOption.Parameters some -> some.names();
      case MemoOption.Off off -> List.of();
      case null -> List.of();
    };
  }

  public static String origin(MemoOrigin origin) {
    return switch (origin) {
      case RERUN -> "re-run";
      case CALL_SITE -> "call site";
      case TASK -> "task";
      case RUN -> "run";
      case NONE -> "default";
    };
  }
}
