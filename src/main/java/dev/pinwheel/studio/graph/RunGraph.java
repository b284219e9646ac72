package dev.pinwheel.studio.graph;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.shared.Registration;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The picture of a run: nodes, edges, pins; pan, zoom, find and keyboard are the browser's part.
 *
 * <p>Holds a reference to what it last showed, so share {@link GraphModel} and {@link Placement}
 * between viewers. Belongs to one UI; call it with the session locked.
 */
@Tag("pw-run-graph")
@JsModule("./run-graph.ts")
public final class RunGraph extends Component implements HasStyle {

  private GraphModel model = GraphModel.EMPTY;
  private Placement placement = Placement.EMPTY;
  private List<Fold> unfolded = List.of();
  private IntFunction<String> cellTexts = step -> "";
  private Function<String, Map<String, List<Integer>>> within = text -> Map.of();

  /**
   * Shows this graph; only what differs from the one shown before is sent. Every node needs a box
   * in the placement.
   */
  public void show(GraphModel newModel, Placement newPlacement) {
    GraphModel formerModel = model;
    Placement formerPlacement = placement;
    model = newModel;
    placement = newPlacement;
    if (!isAttached()) {
      return;
    }
    if (formerModel.nodes().isEmpty()) {
      sendAll();
      return;
    }
    GraphPatch patch = GraphPatch.between(formerModel, formerPlacement, newModel, newPlacement);
    if (!patch.isEmpty()) {
      getElement().callJsFunction("patch", patch.json());
    }
  }

  /** Clears the graph and its zoom: the next graph is shown as on a newly opened page. */
  public void clear() {
    model = GraphModel.EMPTY;
    placement = Placement.EMPTY;
    if (isAttached()) {
      sendAll();
    }
  }

  /**
   * Selects what the panel shows; the browser keeps it in sight.
   *
   * @param id of the node; null for none
   * @param cell the number of the step, when the node is a wall with several; else 0
   */
  public void select(@Nullable String id, int cell) {
    getElement().setProperty("selectedStep", id == null ? "" : id);
    getElement().setProperty("selectedCell", cell);
  }

  /**
   * Says what the wall writes about the cell that the pointer or the focus is on.
   *
   * @param texts from the number of the step; empty for an unknown one
   */
  public void setCellTexts(IntFunction<String> texts) {
    cellTexts = texts;
  }

  /** Called by the browser. */
  @ClientCallable
  private String cellText(int step) {
    return cellTexts.apply(step);
  }

  /**
   * Finds steps that are drawn as a card with others.
   *
   * @param search from a text to the numbers of steps, by the id of the node
   */
  public void setSearchWithin(Function<String, Map<String, List<Integer>>> search) {
    within = search;
  }

  /** Called by the browser. */
  @ClientCallable
  private ObjectNode findWithin(String text) {
    ObjectNode found = GraphJson.object();
    within.apply(text).forEach((id, steps) -> steps.forEach(found.putArray(id)::add));
    return found;
  }

  /** Whether the letters r, t, f, [ and ] act while the graph has the focus. */
  public void setLetterKeys(boolean on) {
    getElement().setProperty("letterKeys", on);
  }

  /** Whether steps offer to be re-run in a child workspace. */
  public void setOffersChild(boolean offers) {
    getElement().setProperty("offersChild", offers);
  }

  public void setLegendDismissed(boolean dismissed) {
    getElement().setProperty("legendDismissed", dismissed);
  }

  /** What can be folded again; offered wherever the view is. */
  public void setUnfolded(List<Fold> folds) {
    if (!folds.equals(unfolded)) {
      unfolded = List.copyOf(folds);
      getElement().setPropertyList("unfolded", unfolded);
    }
  }

  /**
   * A card that is drawn step by step.
   *
   * @param id of the toggle event
   */
  public record Fold(String id, String title, int count) {}

  /** Moves the keyboard focus to a node, for example after a dialog about it was closed. */
  public void focusNode(String id) {
    getElement().callJsFunction("focusNode", id);
  }

  /** Brings a node to the middle without selecting it. */
  public void reveal(String id) {
    getElement().callJsFunction("reveal", id);
  }

  public Registration addStepOpenListener(ComponentEventListener<GraphEvents.StepOpen> listener) {
    return addListener(GraphEvents.StepOpen.class, listener);
  }

  public Registration addStepRerunListener(ComponentEventListener<GraphEvents.StepRerun> listener) {
    return addListener(GraphEvents.StepRerun.class, listener);
  }

  public Registration addStepLogsListener(ComponentEventListener<GraphEvents.StepLogs> listener) {
    return addListener(GraphEvents.StepLogs.class, listener);
  }

  public Registration addCopyArgumentsListener(
      ComponentEventListener<GraphEvents.CopyArguments> listener) {
    return addListener(GraphEvents.CopyArguments.class, listener);
  }

  public Registration addPinOpenListener(ComponentEventListener<GraphEvents.PinOpen> listener) {
    return addListener(GraphEvents.PinOpen.class, listener);
  }

  public Registration addAttemptStepListener(
      ComponentEventListener<GraphEvents.AttemptStep> listener) {
    return addListener(GraphEvents.AttemptStep.class, listener);
  }

  public Registration addStepsTableListener(
      ComponentEventListener<GraphEvents.StepsTable> listener) {
    return addListener(GraphEvents.StepsTable.class, listener);
  }

  public Registration addGroupToggleListener(
      ComponentEventListener<GraphEvents.GroupToggle> listener) {
    return addListener(GraphEvents.GroupToggle.class, listener);
  }

  public Registration addWallSortListener(ComponentEventListener<GraphEvents.WallSort> listener) {
    return addListener(GraphEvents.WallSort.class, listener);
  }

  public Registration addRunOpenListener(ComponentEventListener<GraphEvents.RunOpen> listener) {
    return addListener(GraphEvents.RunOpen.class, listener);
  }

  public Registration addLegendDismissedListener(
      ComponentEventListener<GraphEvents.LegendDismissed> listener) {
    return addListener(GraphEvents.LegendDismissed.class, listener);
  }

  public Registration addTidyListener(ComponentEventListener<GraphEvents.Tidy> listener) {
    return addListener(GraphEvents.Tidy.class, listener);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    if (!model.nodes().isEmpty()) {
      sendAll();
    }
  }

  private void sendAll() {
    getElement().callJsFunction("show", GraphJson.graph(model, placement));
  }
}
