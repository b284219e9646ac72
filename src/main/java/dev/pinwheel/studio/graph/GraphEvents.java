package dev.pinwheel.studio.graph;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;

/** User actions in the graph. */
public final class GraphEvents {

  private GraphEvents() {}

  /** Something was done with a step. */
  public abstract static class OfStep extends ComponentEvent<RunGraph> {
    private final String step;

    OfStep(RunGraph source, boolean fromClient, String step) {
      super(source, fromClient);
      this.step = step;
    }

    /** The id of its node. */
    public final String step() {
      return step;
    }
  }

  /** Something was done with a node that stands for a group, a wall or a run. */
  public abstract static class OfNode extends ComponentEvent<RunGraph> {
    private final String id;

    OfNode(RunGraph source, boolean fromClient, String id) {
      super(source, fromClient);
      this.id = id;
    }

    /** As the graph knows it. */
    public final String id() {
      return id;
    }
  }

  /** A step or a collapsed card was chosen: open its panel. */
  @DomEvent("step-open")
  public static final class StepOpen extends OfStep {
    public StepOpen(
        RunGraph source, boolean fromClient, @EventData("event.detail.step") String step) {
      super(source, fromClient, step);
    }
  }

  /** The user asked to re-run a step: open the dialog. */
  @DomEvent("step-rerun")
  public static final class StepRerun extends OfStep {
    private final boolean inChild;

    public StepRerun(
        RunGraph source,
        boolean fromClient,
        @EventData("event.detail.step") String step,
        @EventData("event.detail.inChild === true") boolean inChild) {
      super(source, fromClient, step);
      this.inChild = inChild;
    }

    /** Whether a child workspace is to be preselected. */
    public boolean isInChild() {
      return inChild;
    }
  }

  /** The user asked for what a step logged: open the Logs tab of its panel. */
  @DomEvent("step-logs")
  public static final class StepLogs extends OfStep {
    public StepLogs(
        RunGraph source, boolean fromClient, @EventData("event.detail.step") String step) {
      super(source, fromClient, step);
    }
  }

  /** The user asked for the arguments of a step: copy all of them. */
  @DomEvent("step-arguments")
  public static final class CopyArguments extends OfStep {
    public CopyArguments(
        RunGraph source, boolean fromClient, @EventData("event.detail.step") String step) {
      super(source, fromClient, step);
    }
  }

  /** A pin was clicked: open the Memo tab of its step. */
  @DomEvent("pin-open")
  public static final class PinOpen extends OfStep {
    public PinOpen(
        RunGraph source, boolean fromClient, @EventData("event.detail.step") String step) {
      super(source, fromClient, step);
    }
  }

  /** The user asked for the previous or next attempt of a step. */
  @DomEvent("attempt-step")
  public static final class AttemptStep extends OfStep {
    private final int direction;

    public AttemptStep(
        RunGraph source,
        boolean fromClient,
        @EventData("event.detail.step") String step,
        @EventData("event.detail.direction") int direction) {
      super(source, fromClient, step);
      this.direction = direction;
    }

    /** -1 for the attempt before, 1 for the one after. */
    public int direction() {
      return direction;
    }
  }

  /** The user asked for the Steps table, the equivalent of the graph for screen readers. */
  @DomEvent("steps-table")
  public static final class StepsTable extends ComponentEvent<RunGraph> {
    public StepsTable(RunGraph source, boolean fromClient) {
      super(source, fromClient);
    }
  }

  /** The user expanded a collapsed card or group, or collapsed a group. */
  @DomEvent("group-toggle")
  public static final class GroupToggle extends OfNode {
    public GroupToggle(
        RunGraph source, boolean fromClient, @EventData("event.detail.id") String id) {
      super(source, fromClient, id);
    }
  }

  /** The user chose an order for the cells of a wall. */
  @DomEvent("wall-sort")
  public static final class WallSort extends OfNode {
    private final String order;

    public WallSort(
        RunGraph source,
        boolean fromClient,
        @EventData("event.detail.id") String id,
        @EventData("event.detail.order") String order) {
      super(source, fromClient, id);
      this.order = order;
    }

    /** As in URLs; empty for call order. */
    public String order() {
      return order;
    }
  }

  /** The node of a parent run or spawned run was chosen. */
  @DomEvent("run-open")
  public static final class RunOpen extends OfNode {
    public RunOpen(RunGraph source, boolean fromClient, @EventData("event.detail.id") String id) {
      super(source, fromClient, id);
    }
  }

  /** "Got it" in the legend. */
  @DomEvent("legend-dismissed")
  public static final class LegendDismissed extends ComponentEvent<RunGraph> {
    public LegendDismissed(RunGraph source, boolean fromClient) {
      super(source, fromClient);
    }
  }

  /** The user asked for a full layout. */
  @DomEvent("tidy")
  public static final class Tidy extends ComponentEvent<RunGraph> {
    public Tidy(RunGraph source, boolean fromClient) {
      super(source, fromClient);
    }
  }
}
