package dev.pinwheel.studio.palette;

import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.ModuleList.TargetName;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.run.FoundRuns;
import dev.pinwheel.query.run.FoundStep;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Looks up what was typed. Blocks; not to be used with the page locked. */
final class PaletteSearch {

  private static final int OF_A_KIND = 6;
  private static final int LATEST = 5;

  private final ReadModels reads;
  private final PaletteRequest request;
  private final Instant now;
  private final Sight sight;
  private final BooleanSupplier superseded;
  private final PaletteActs acts;
  private final WordMatch match;
  private final List<PaletteGroup> groups = new ArrayList<>();

  /**
   * @param superseded asked between reads: whether something else was typed meanwhile, so that the
   *     answer may be cut short
   */
  PaletteSearch(
      ReadModels reads,
      Sight sight,
      PaletteRequest request,
      Instant now,
      PaletteActs acts,
      BooleanSupplier superseded) {
    this.reads = reads;
    this.sight = sight;
    this.request = request;
    this.now = now;
    this.acts = acts;
    this.superseded = superseded;
    this.match = new WordMatch(request.text());
  }

  PaletteAnswer answer() {
    if (request.text().isEmpty()) {
      add("On this page", request.here().stream().map(PaletteItem::of).toList());
      add(
          "Latest runs",
          reads.runs().page(request.viewpoint(), RunFilter.ALL, 0, LATEST).stream()
              .map(this::item)
              .toList());
      add("Everywhere", request.everywhere().stream().map(PaletteItem::of).toList());
      return new PaletteAnswer(request.number(), groups, "");
    }
    FoundRuns runs =
        reads.finder().find(request.viewpoint(), request.text(), OF_A_KIND, superseded);
    add("Run", runs.byId().stream().map(this::item).toList());
    addSteps();
    addNames();
    String note = runs.older() ? PaletteText.OLDER : "";
    add("Runs by arguments", note, runs.byArguments().stream().map(this::item).toList());
    add(
        "Runs by error",
        note,
        runs.byError().stream().map(row -> item(row).withBelow(PaletteText.error(row))).toList());
    addLog();
    boolean found = !groups.isEmpty();
    add("More", List.of(acts.allRuns(request.text())));
    return new PaletteAnswer(
        request.number(), groups, found ? "" : PaletteText.nothing(request.text(), runs.older()));
  }

  private void add(String title, List<PaletteItem> items) {
    add(title, "", items);
  }

  private void add(String title, String note, List<PaletteItem> items) {
    if (!items.isEmpty()) {
      groups.add(new PaletteGroup(title, note, items));
    }
  }

  private void addSteps() {
    List<FoundStep> steps =
        reads.finder().findSteps(request.viewpoint(), request.text(), OF_A_KIND);
    add("Steps", steps.stream().map(this::item).toList());
  }

  private void addNames() {
    if (superseded.getAsBoolean()) {
      return;
    }
    List<TargetName> targets =
        match.best(
            reads.modules().listTargetNames(request.viewpoint()),
            target -> PaletteText.target(target.module(), target.name()),
            OF_A_KIND);
    List<PaletteItem> commands = new ArrayList<>();
    match
        .best(request.commands(), PaletteCommand::label, OF_A_KIND)
        .forEach(command -> commands.add(PaletteItem.of(command)));
    if (request.submits()) {
      Set<String> offered = commands.stream().map(PaletteItem::title).collect(Collectors.toSet());
      targets.stream()
          .filter(TargetName::isWorkflow)
          .map(acts::run)
          .filter(run -> !offered.contains(run.title()))
          .forEach(commands::add);
    }
    add("Commands", commands.stream().limit(OF_A_KIND).toList());
    add("Workflows and tasks", targets.stream().map(acts::target).toList());
    List<WorkspaceNode> workspaces =
        match.best(
            reads.workspaces().list(sight, false).stream()
                .filter(node -> node.workspace().state() != WorkspaceState.ARCHIVED)
                .toList(),
            node -> node.name().value(),
            OF_A_KIND);
    add("Workspaces", workspaces.stream().map(acts::workspace).toList());
  }

  private void addLog() {
    if (request.openRun() == null || superseded.getAsBoolean()) {
      return;
    }
    LogPages.SearchedPart found =
        reads
            .logs()
            .searchAfter(
                request.viewpoint(), request.openRun(), LogFilter.ALL.withText(request.text()), 0);
    List<PaletteItem> items = new ArrayList<>();
    for (LogLine line : found.lines().stream().limit(OF_A_KIND).toList()) {
      items.add(acts.logLine(request.openRun(), line));
    }
    if (!found.ended() || found.lines().size() > OF_A_KIND) {
      items.add(acts.wholeLog(request.openRun(), request.text()));
    }
    add(
        "Log of " + request.openRun(),
        found.ended() ? "" : "first " + TextFormat.count(found.searched(), "message"),
        items);
  }

  private PaletteItem item(RunRow row) {
    return new PaletteItem(
        row.status(),
        StudioIcon.RUNS,
        PaletteText.target(row.module(), row.workflow()),
        ArgumentText.plain(row.argumentLine()),
        PaletteText.detail(row, request.zone(), now),
        "",
        "",
        acts.openRun(row.run()));
  }

  private PaletteItem item(FoundStep step) {
    return new PaletteItem(
        step.state(),
        StudioIcon.RUNS,
        PaletteText.target(step.module(), step.target()),
        ArgumentText.plain(step.argumentLine()),
        PaletteText.detail(step),
        "",
        "",
        acts.openStep(step));
  }
}
