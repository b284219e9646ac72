package dev.pinwheel.studio.run.rerun;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.Viewpoints;
import dev.pinwheel.query.plan.RerunOffer;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.workspaces.base.SightNote;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where to re-run: a workspace that exists, or a child, which is created for it. */
public final class RerunWhere extends Div {

  /** What a child is called in a plan while its name is not valid. */
  private static final String UNNAMED = "new";

  private final StudioContext context;
  private final UI ui;
  private final ActionDialog dialog;
  private final RerunLocationChoice locations;
  private final ChildFields child;
  private final SightNote sightNote;
  private final Runnable changed;
  private final Sight sight;
  private boolean childCreated;

  /**
   * @param dialog of which it is a part
   * @param changed called when another place is chosen, or the child gets another name or base
   */
  public RerunWhere(
      StudioContext context, UI ui, RerunOffer offer, ActionDialog dialog, Runnable changed) {
    this.context = context;
    this.ui = ui;
    this.dialog = dialog;
    this.changed = changed;
    this.sight = context.sight();
    Optional<String> noCreation = context.creationRefusal();
    String lastUsed = RerunLocation.childToOffer(offer, LastRerun.in(ui), noCreation.isEmpty());
    this.locations = new RerunLocationChoice(offer, lastUsed, noCreation, this::locationChanged);
    this.child =
        new ChildFields(
            context.reads().workspaces(),
            sight,
            offer,
            suggestedName(context.actor()),
            this::childChanged);
    this.sightNote = new SightNote(ui, context, null);
    sightNote.addClassName("pw-child-note");
    addClassName("pw-stack");
    add(locations, child, sightNote);
    child.setVisible(locations.selected() instanceof RerunLocation.NewChild);
    showSight();
    dialog.enterIn(locations.radios()).enterIn(child.nameField());
  }

  private static String suggestedName(Actor by) {
    return by.isLocal()
        ? "development"
        : "development/" + by.name().replaceAll("[^A-Za-z0-9_-]+", "-");
  }

  private void locationChanged() {
    boolean isChild = locations.selected() instanceof RerunLocation.NewChild;
    child.setVisible(isChild);
    showSight();
    dialog.clearError();
    changed.run();
    if (isChild) {
      child.nameField().focus();
    }
  }

  private void childChanged() {
    showSight();
    changed.run();
  }

  private void showSight() {
    boolean isNamed = child.isVisible() && child.isNameValid() && !child.base().isEmpty();
    sightNote.show(child.name(), isNamed ? child.base() : null);
  }

  /** Where the focus begins: on the button, so that Enter re-runs, when a place is preselected. */
  public void focusIn(ActionDialog opening) {
    if (locations.selected() == null) {
      opening.focusFirst(locations.radios());
    } else {
      opening.focusButton();
    }
  }

  @Nullable RerunLocation selected() {
    return locations.selected();
  }

  public boolean isChosen() {
    return locations.selected() != null;
  }

  /** The workspace that is chosen, if it exists; else null. */
  public @Nullable WorkspaceId existing() {
    return locations.selected() instanceof RerunLocation.Existing existing
        ? existing.place().workspace().id()
        : null;
  }

  /** The name of the workspace, as typed for a child; null while none is chosen. */
  public @Nullable String workspace() {
    return switch (locations.selected()) {
      case null -> null;
      case RerunLocation.Existing existing -> existing.place().name().value();
      case RerunLocation.NewChild() -> child.name();
    };
  }

  /**
   * What the button says.
   *
   * @param what {@code ""} for a step; {@code " 29 runs"}
   */
  public String buttonText(String what) {
    return RerunText.buttonText(
        locations.selected(), what, child.isNameValid() ? child.name() : "");
  }

  /** From where to plan; read off the page. Null while no place is chosen. */
  public @Nullable Supplier<Viewpoint> viewpoint() {
    Viewpoints viewpoints = context.reads().viewpoints();
    return switch (locations.selected()) {
      case null -> null;
      case RerunLocation.Existing existing -> {
        WorkspaceId id = existing.place().workspace().id();
        yield () -> viewpoints.get(id, sight);
      }
      case RerunLocation.NewChild() -> {
        String base = child.base();
        WorkspaceName name = new WorkspaceName(child.isNameValid() ? child.name() : UNNAMED);
        yield base.isEmpty() ? null : () -> viewpoints.get(base, sight).newChild(name);
      }
    };
  }

  /**
   * Creates the child, unless that was done before. What is wrong is said in the dialog.
   *
   * @param ready called with the name of the workspace in which to re-run
   */
  public void prepare(Consumer<String> ready) {
    dialog.clearError();
    switch (locations.selected()) {
      case null -> dialog.showError("Choose where to re-run.");
      case RerunLocation.Existing existing -> ready.accept(existing.place().name().value());
      case RerunLocation.NewChild() -> prepareChild(ready);
    }
  }

  private void prepareChild(Consumer<String> ready) {
    String name = child.name();
    if (childCreated) {
      ready.accept(name);
    } else if (child.check()) {
      context.execute(
          ui,
          new Command.CreateWorkspace(name, child.base(), context.actor()),
          created -> {
            childCreated = true;
            child.setEnabled(false);
            ready.accept(name);
          },
          dialog::reject);
    } else {
      dialog.button().setEnabled(true);
      child.nameField().focus();
    }
  }

  /** The choice is made, and stays. */
  public void fix() {
    locations.fix();
    child.setEnabled(false);
  }

  /** Remembers the place in this browser, for the next time. */
  public void remember(String workspace) {
    LastRerun.remember(ui, workspace);
  }
}
