package dev.pinwheel.studio.run.compare;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that the run can be compared with.
 *
 * @param with as an address writes it
 */
public record CompareChoice(String with, String label) {

  private static final int RUNS = 12;
  private static final int ARGUMENT_COLUMNS = 32;

  /** Compares the run with what suggests itself; what else there is, its page offers. */
  public static void openFirst(RunActions actions, RunHeader header) {
    RunAddress there = actions.address().withoutCompared();
    CompareRequest asked =
        new CompareRequest(
            actions.viewpoint(),
            header.run(),
            PinnedAttempts.NONE,
            "",
            "",
            Set.of(),
            ViewerZone.of(actions.ui()));
    Sight sight = actions.context().sight();
    Background.run(
        actions.ui(),
        () -> list(actions.context().reads(), asked, sight, actions.now()),
        choices -> {
          if (choices.isEmpty()) {
            Notifications.done(
                "There is nothing to compare %s with: %s sees no other attempt of it and no other run of %s."
                    .formatted(header.run(), actions.viewpoint().name(), header.workflow()));
          } else {
            actions.open(there.withoutStep().withCompared(choices.getFirst().with()));
          }
        },
        failure -> {
          throw failure;
        });
  }

  /**
   * The bases of the workspace, the other visible attempts, newest first, and the latest other runs
   * of the workflow; blocks.
   */
  static List<CompareChoice> list(
      ReadModels reads, CompareRequest request, Sight sight, Instant now) {
    List<CompareChoice> choices = new ArrayList<>();
    RunTree tree;
    try {
      tree = reads.trees().load(request.viewpoint(), request.run(), request.pins());
    } catch (Rejection notVisible) {
      return choices;
    }
    RunHeader header = tree.header();
    for (WorkspaceName base : basesSeeing(header, request.viewpoint(), sight)) {
      choices.add(new CompareChoice(CompareWith.workspace(base).toString(), "Workspace " + base));
    }
    tree.find(request.step())
        .ifPresent(node ->
            node.attempts().reversed().stream()
                .filter(attempt -> !attempt.execution().equals(node.execution()))
                .forEach(attempt -> choices.add(ofAttempt(attempt))));
    RunFilter workflow = RunFilter.ALL.withWorkflow(header.module(), header.workflow());
    for (RunRow row : reads.runs().page(request.viewpoint(), workflow, 0, RUNS)) {
      if (!row.run().equals(request.run())) {
        choices.add(ofRun(row, request, now));
      }
    }
    return choices;
  }

  /**
   * The bases of the viewed workspace up to where the run was submitted, nearest first (W4), from
   * which the viewer may look (A4).
   */
  private static List<WorkspaceName> basesSeeing(
      RunHeader header, Viewpoint viewpoint, Sight sight) {
    List<WorkspaceName> bases = viewpoint.bases().stream().map(Workspace::name).toList();
    int seeing = bases.indexOf(header.submittedIn()) + 1;
    return viewpoint.bases().stream()
        .limit(seeing)
        .filter(sight::sees)
        .map(Workspace::name)
        .toList();
  }

  private static CompareChoice ofAttempt(Attempt attempt) {
    return new CompareChoice(
        new CompareWith.OfAttempt(attempt.number()).toString(),
        "Attempt %d · %s · %s"
            .formatted(attempt.number(), attempt.workspace().name(), attempt.state().word()));
  }

  private static CompareChoice ofRun(RunRow row, CompareRequest request, Instant now) {
    String arguments = ArgumentText.cut(ArgumentText.plain(row.argumentLine()), ARGUMENT_COLUMNS);
    return new CompareChoice(
        new CompareWith.OfRun(row.run()).toString(),
        "Run %s · %s%s · %s"
            .formatted(
                row.run(),
                arguments.isEmpty() ? "" : arguments + " · ",
                row.status().word(),
                ViewerZone.brief(row.submittedAt(), request.zone(), now)));
  }
}
