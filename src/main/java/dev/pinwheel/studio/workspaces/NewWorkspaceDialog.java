package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.WorkspaceList;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.PageBanner;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.workers.WorkerCode;
import dev.pinwheel.studio.workspaces.base.BaseField;
import dev.pinwheel.studio.workspaces.base.SightNote;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates a workspace. Name and base have defaults; the name is validated while typing. */
public final class NewWorkspaceDialog {

  private final UI ui;
  private final StudioContext context;
  private final WorkspaceList workspaces;
  private final Sight sight;
  private final Consumer<Workspace> created;
  private final ActionDialog dialog;
  private final TextField name = new TextField("Name");
  private final Button switchTo;
  private final BaseField base;
  private final Paragraph consequence = new Paragraph();
  private final SightNote sightNote;

  private NewWorkspaceDialog(
      UI ui,
      StudioContext context,
      String action,
      @Nullable String base,
      Consumer<Workspace> created) {
    this.ui = ui;
    this.context = context;
    this.workspaces = context.reads().workspaces();
    this.sight = context.sight();
    this.created = created;
    this.dialog =
        new ActionDialog("New workspace", action, this::create).testId("new-workspace-dialog");
    this.sightNote = new SightNote(ui, context, null);
    this.base = new BaseField(workspaces.list(sight, false), base);
    this.switchTo = Buttons.inline("Switch to it", click -> switchToExisting());
    switchTo.setVisible(false);
    switchTo.setTestId("switch-to-existing");
    setUpName();
    this.base.addValueChangeListener(change -> showConsequence());
    dialog
        .enterIn(name)
        .with(new Div(name, switchTo), this.base, consequence, sightNote, runsOn(), ownCode());
    showConsequence();
  }

  /** Opens the dialog, then switches the page to the new workspace. */
  public static void openAndSwitch(UI ui, StudioContext context) {
    openAndSwitch(
        ui, context, NewWorkspace.proposedBase(CurrentViewpoint.get(ui), context.sight()).value());
  }

  /** The same with another base preselected. */
  public static void openAndSwitch(UI ui, StudioContext context, String base) {
    open(ui, context, "Create and switch", base, workspace -> switchTo(ui, context, workspace));
  }

  /**
   * Opens the dialog.
   *
   * @param action what its button says
   * @param base preselected; null for none
   * @param created called with the page locked once the workspace exists
   */
  public static void open(
      UI ui,
      StudioContext context,
      String action,
      @Nullable String base,
      Consumer<Workspace> created) {
    new NewWorkspaceDialog(ui, context, action, base, created).dialog.open();
  }

  private void setUpName() {
    name.setValue(workspaces.nextFreeName(sight, NewWorkspace.suggestedName(context.actor())));
    name.setHelperText("Letters, digits, _ and -, parts by /");
    name.setWidthFull();
    name.setAutoselect(true);
    name.setAutofocus(true);
    name.setRequiredIndicatorVisible(false);
    name.setManualValidation(true);
    name.setValueChangeMode(ValueChangeMode.EAGER);
    name.setTestId("workspace-name");
    name.addValueChangeListener(change -> check());
  }

  private Paragraph runsOn() {
    boolean embedded =
        workspaces.list(sight, false).stream().anyMatch(node -> node.workers().embedded());
    Paragraph sentence = new Paragraph(NewWorkspace.runsOn(embedded));
    sentence.addClassName("pw-quiet");
    return sentence;
  }

  private Div ownCode() {
    Div row =
        new Div(
            new Span("For your own code:"),
            WorkerCode.copyingCommand(name::getValue),
            WorkerCode.copyingLine(name::getValue));
    row.addClassNames("pw-row", "pw-quiet");
    return row;
  }

  private boolean check() {
    Optional<NameCheck> problem =
        NameCheck.of(name.getValue(), wished -> workspaces.find(sight, wished).isPresent());
    name.setInvalid(problem.isPresent());
    name.setErrorMessage(problem.map(NameCheck::sentence).orElse(""));
    switchTo.setVisible(problem.filter(NameCheck::exists).isPresent());
    dialog.clearError();
    consequence.setVisible(problem.isEmpty());
    showConsequence();
    dialog.button().setEnabled(problem.isEmpty());
    return problem.isEmpty();
  }

  private void showConsequence() {
    consequence.setText(NewWorkspace.consequence(name.getValue(), base.base()));
    sightNote.show(name.getValue(), consequence.isVisible() ? base.base() : null);
  }

  private void switchToExisting() {
    workspaces
        .find(sight, name.getValue())
        .map(WorkspaceNode::workspace)
        .ifPresent(existing -> {
          dialog.close();
          CurrentViewpoint.switchTo(ui, existing.name().value());
        });
  }

  private void create() {
    if (!check()) {
      name.focus();
      return;
    }
    context.execute(
        ui,
        new Command.CreateWorkspace(name.getValue(), base.base(), context.actor()),
        workspace -> {
          dialog.close();
          created.accept(workspace);
        },
        dialog::reject);
  }

  private static void switchTo(UI ui, StudioContext context, Workspace workspace) {
    String name = workspace.name().value();
    @Nullable String base =
        context
            .reads()
            .workspaces()
            .find(context.sight(), name)
            .map(WorkspaceNode::baseName)
            .map(Object::toString)
            .orElse(null);
    PageBanner.show(ui, name, NewWorkspace.welcome(workspace, base));
    CurrentViewpoint.switchTo(ui, name);
  }
}
