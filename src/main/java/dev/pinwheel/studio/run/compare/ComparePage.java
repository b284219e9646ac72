package dev.pinwheel.studio.run.compare;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.graph.GraphNode;
import dev.pinwheel.studio.graph.RunGraph;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.drawing.FoundMembers;
import dev.pinwheel.studio.run.drawing.StepLabels;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The run beside another one, another attempt, or as another workspace sees it: both sides named,
 * the differences in groups, one call line by line, and both graphs as one. It reads only while it
 * is looked at, at most once a second, and keeps no comparison.
 */
public final class ComparePage extends Div {

  private final RunActions actions;
  private final Sight sight;
  private final Select<CompareChoice> other = new Select<>();
  private final CompareSides sides = new CompareSides();
  private final Span summary = new Span();
  private final Div refused = new Div();
  private final Div listed = new Div();
  private final Div body;
  private final DifferenceList list = new DifferenceList();
  private final LinesView lines = new LinesView();
  private final RunGraph graph = new RunGraph();
  private final CompareTimes times = new CompareTimes();
  private final Set<String> toggled = new HashSet<>();
  private Map<String, String> calls = Map.of();
  private DifferenceLimits limits = DifferenceLimits.AT_FIRST;
  private @Nullable Drawing folded;
  private volatile @Nullable CompareRequest request;
  private volatile @Nullable CompareModel known;
  private volatile boolean lookedAt;
  private boolean left;
  private String said = "";
  private volatile List<CompareModel.Watched> watched = List.of();
  private @Nullable Watch watch;

  public ComparePage(RunActions actions) {
    this.actions = actions;
    this.sight = actions.context().sight();
    addClassName("pw-compare");
    setTestId("compare");
    setVisible(false);
    other.setAriaLabel("Compare with");
    other.setTestId("compare-with-what");
    other.setPlaceholder("Choose…");
    other.setItemLabelGenerator(CompareChoice::label);
    other.addValueChangeListener(change -> {
      if (change.isFromClient() && change.getValue() != null) {
        actions.open(actions.address().withCompared(change.getValue().with()));
      }
    });
    list.onCallOpen(event -> select(event.key()));
    list.onMore(event -> showMore(event.group()));
    graph.addStepOpenListener(event -> select(calls.getOrDefault(event.step(), "")));
    graph.setSearchWithin(text -> folded == null ? Map.of() : FoundMembers.of(folded, text));
    graph.addGroupToggleListener(event -> toggle(event.id()));
    graph.getElement().setProperty("comparing", true);
    graph.setLegendDismissed(true);
    summary.setTestId("compare-summary");
    summary.addClassName("pw-strong");
    H2 title = new H2("Compare with");
    title.addClassName("pw-subtitle");
    Div bar =
        new Div(
            title,
            other,
            summary,
            Buttons.quiet("Close", click -> actions.open(actions.address().withoutCompared())));
    bar.addClassName("pw-compare-bar");
    listed.add(list, times);
    listed.addClassName("pw-compare-list");
    Div second = new Div(graph, lines);
    second.addClassName("pw-compare-pictures");
    body = new Div(listed, second);
    body.addClassName("pw-compare-body");
    refused.setTestId("compare-refused");
    add(bar, sides, refused, body);
    nothing();
  }

  /** Compares what the page draws with what its address says. */
  public void show(
      Viewpoint viewpoint, RunTree drawn, PinnedAttempts pins, RunAddress address, ZoneId zone) {
    CompareRequest before = request;
    if (before == null || !before.with().equals(address.compared().with())) {
      limits = DifferenceLimits.AT_FIRST;
    }
    CompareRequest asked =
        new CompareRequest(
            viewpoint,
            drawn.header().run(),
            pins,
            address.compared().with(),
            address.compared().call(),
            toggled,
            limits,
            zone);
    if (before != null && !before.with().equals(asked.with())) {
      nothing();
    }
    boolean opened = !isVisible() && left;
    left = false;
    setVisible(true);
    if (opened) {
      other.focus();
    }
    boolean again = !asked.equals(before) || !lookedAt;
    request = asked;
    lookedAt = true;
    if (watch == null) {
      watch =
          actions.context().live().watchCalmly(this, this::concerns, this::read, this::showRead);
    } else if (again) {
      watch.refresh();
    }
  }

  /** The run is shown alone; when it is compared from there, the focus goes along. */
  public void leaveAlone() {
    left = true;
    leave();
  }

  /** Forgets what is shown, for another run or workspace. */
  public void leave() {
    if (request != null) {
      lookedAt = false;
      request = null;
      toggled.clear();
      setVisible(false);
      nothing();
    }
  }

  private void nothing() {
    sides.setVisible(false);
    body.setVisible(false);
    refused.removeAll();
    refused.add(comparing());
    refused.setVisible(true);
    said = "";
    summary.setText("");
    calls = Map.of();
    watched = List.of();
    folded = null;
    known = null;
    graph.clear();
    lines.show(null);
  }

  private static Div comparing() {
    Div comparing = new Div("Comparing…");
    comparing.addClassNames("pw-empty", "pw-late");
    return comparing;
  }

  /** For screen readers, when it is new. */
  private void announce(String sentence) {
    if (!sentence.equals(said)) {
      said = sentence;
      Announcer.say(actions.ui(), sentence);
    }
  }

  private void select(String call) {
    if (!call.isEmpty()) {
      actions.open(actions.address().withComparedCall(call));
    }
  }

  private void toggle(String card) {
    CompareRequest asked = request;
    if (!toggled.remove(card)) {
      toggled.add(card);
    }
    if (asked != null && watch != null) {
      request = asked.withToggled(toggled);
      watch.refresh();
    }
  }

  private void showMore(String group) {
    CompareRequest asked = request;
    limits = limits.more(group);
    if (asked != null && watch != null) {
      request = asked.withLimits(limits);
      watch.refresh();
    }
  }

  /** The other side may be another run, or seen from another workspace. */
  private boolean concerns(EngineChanges changes) {
    return lookedAt
        && watched.stream().anyMatch(side -> changes.concernRun(side.run(), side.chain()));
  }

  private @Nullable CompareModel read() {
    CompareRequest asked = request;
    return asked == null
        ? null
        : CompareModel.read(actions.context().reads(), sight, asked, actions.now(), known);
  }

  private void showRead(@Nullable CompareModel model) {
    if (model == null || !model.request().equals(request)) {
      return;
    }
    known = model.kept();
    showChoices(model);
    CompareModel.Shown shown = model.shown();
    refused.setVisible(shown == null || shown.same());
    body.setVisible(shown != null);
    listed.setVisible(shown != null && !shown.same());
    sides.setVisible(shown != null);
    if (shown == null) {
      summary.setText("");
      say(new EmptyState("Nothing to compare", model.refused()));
      announce(model.refused());
      return;
    }
    sides.show(shown.older(), shown.newer());
    summary.setText(shown.same() ? "" : shown.summary());
    if (shown.same()) {
      say(new EmptyState(shown.summary(), ""));
    }
    announce(
        "%s and %s: %s".formatted(shown.older().title(), shown.newer().title(), shown.summary()));
    if (shown.list() != null) {
      list.show(shown.list());
    }
    list.setSelectedCall(shown.call());
    lines.show(shown.lines());
    times.show(shown.times());
    calls = shown.calls();
    watched = shown.watched();
    graph.show(shown.graph(), shown.placement());
    graph.select(shown.card().isEmpty() ? null : shown.card(), 0);
    folded = shown.folded();
    graph.setCellTexts(number -> cellText(shown, model.request(), number));
  }

  /** What a cell of a wall says, and how it differs. */
  private static String cellText(CompareModel.Shown shown, CompareRequest asked, int number) {
    Drawing drawing = shown.folded();
    if (drawing == null) {
      return "";
    }
    StepId step = new StepId(drawing.tree().header().run(), number);
    GraphNode.Mark mark = shown.marks().get(step);
    return drawing
        .tree()
        .find(step)
        .map(node -> StepLabels.cell(node, asked.zone()))
        .map(text -> mark == null ? text : text + " · " + mark.word())
        .orElse("");
  }

  private void say(EmptyState state) {
    refused.removeAll();
    refused.add(state);
  }

  private void showChoices(CompareModel model) {
    List<CompareChoice> choices = new ArrayList<>(model.choices());
    String with = model.request().with();
    CompareChoice chosen =
        choices.stream().filter(choice -> choice.with().equals(with)).findFirst().orElse(null);
    if (chosen == null && model.shown() != null) {
      chosen = new CompareChoice(with, with.replaceFirst(":", " "));
      choices.addFirst(chosen);
    }
    if (!choices.equals(other.getListDataView().getItems().toList())) {
      other.setItems(choices);
    }
    other.setValue(chosen);
  }
}
