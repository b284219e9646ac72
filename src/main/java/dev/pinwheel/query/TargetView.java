package dev.pinwheel.query;

import dev.pinwheel.model.Manifest.Target;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.step.MemoAdvice;
import dev.pinwheel.query.view.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow or a task of a module.
 *
 * @param declaration name, kind, description, parameters and options as declared
 * @param optionsInWords e.g. {@code memo: machineId}, {@code cache: 10 min}; empty when none is set
 * @param lastRuns of a workflow: the latest runs visible from here, latest first, at most five
 * @param older null unless the newest manifest lacks it, and another worker still declares it (W6)
 * @param advice of a task: when its memo key never repeats in the latest runs; else null
 */
public record TargetView(
    String module,
    Target declaration,
    List<String> optionsInWords,
    List<LastRun> lastRuns,
    @Nullable OlderDeclaration older,
    @Nullable MemoAdvice advice) {

  public TargetView {
    optionsInWords = List.copyOf(optionsInWords);
    lastRuns = List.copyOf(lastRuns);
  }

  public String name() {
    return declaration.name();
  }

  /** The same with other last runs. */
  public TargetView withLastRuns(List<LastRun> runs) {
    return new TargetView(module, declaration, optionsInWords, runs, older, advice);
  }

  public boolean isWorkflow() {
    return declaration.kind() == TargetKind.WORKFLOW;
  }

  /**
   * An older manifest that a worker still declares.
   *
   * @param worker who declared it; null when that was not recorded
   */
  public record OlderDeclaration(@Nullable String worker, String codeVersion, Instant at) {

    /** {@code only ann@build, version 3f2a91, still has it}. */
    public String words() {
      return "only %s, version %s, still has it"
          .formatted(worker == null ? "an older worker" : worker, codeVersion);
    }
  }

  /**
   * A run of the workflow.
   *
   * @param workspace where it was submitted; null when that is not visible from here
   * @param argumentLine its arguments in one line; null when its step 1 is not visible, or has none
   *     stored
   */
  public record LastRun(
      RunId run,
      State status,
      Instant submittedAt,
      @Nullable WorkspaceName workspace,
      @Nullable String argumentLine) {}
}
