package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields that narrow the list of runs. */
final class RunFilters extends Div {

  private final ComboBox<String> workflow = new ComboBox<>();
  private final Select<StatusChoice> status = new Select<>();
  private final Select<SinceChoice> since = new Select<>();
  private final TextField text = new TextField();
  private final Checkbox includeBases = new Checkbox();
  private final Consumer<RunQuery> asked;
  private boolean filling;

  /**
   * @param asked called when a person asks for something else
   */
  RunFilters(Consumer<RunQuery> asked) {
    this.asked = asked;
    addClassNames("pw-row", "pw-end");
    setUpWorkflow();
    setUpStatus();
    setUpSince();
    setUpText();
    includeBases.setTestId("include-bases");
    includeBases.addValueChangeListener(change -> ask());
    add(workflow, status, since, text);
  }

  /** The checkbox, which the view places in a row of its own. */
  Checkbox includeBases() {
    return includeBases;
  }

  private void setUpWorkflow() {
    workflow.setPlaceholder("Workflow");
    workflow.setAriaLabel("Workflow");
    workflow.setClearButtonVisible(true);
    workflow.setItemLabelGenerator(name -> name.replace("/", " / "));
    workflow.setTestId("filter-workflow");
    workflow.addValueChangeListener(change -> ask());
  }

  private void setUpStatus() {
    status.setAriaLabel("Status");
    status.setEmptySelectionAllowed(true);
    status.setEmptySelectionCaption("Any status");
    status.setPlaceholder("Status");
    status.setItems(StatusChoice.values());
    status.setItemLabelGenerator(choice -> choice == null ? "Any status" : choice.label());
    status.setTestId("filter-status");
    status.addValueChangeListener(change -> ask());
  }

  private void setUpSince() {
    since.setAriaLabel("Activity since");
    since.setItems(SinceChoice.values());
    since.setItemLabelGenerator(SinceChoice::label);
    since.setTestId("filter-since");
    since.addValueChangeListener(change -> ask());
  }

  private void setUpText() {
    text.setPlaceholder("id, argument");
    text.setAriaLabel("Id, workflow or argument contains");
    text.setPrefixComponent(StudioIcon.SEARCH.create());
    text.setClearButtonVisible(true);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setTestId("filter-text");
    text.addValueChangeListener(change -> ask());
  }

  /** Offers what can be chosen from here. */
  void offer(Viewpoint viewpoint, List<ModuleView> modules) {
    filling = true;
    String chosen = workflow.getValue();
    List<String> names =
        modules.stream()
            .flatMap(module ->
                module.targets().stream()
                    .filter(TargetView::isWorkflow)
                    .map(target -> module.module() + "/" + target.name()))
            .toList();
    workflow.setItems(names);
    workflow.setValue(chosen);
    List<String> bases =
        viewpoint.bases().stream().map(Workspace::name).map(Object::toString).toList();
    includeBases.setVisible(!bases.isEmpty());
    includeBases.setLabel("Include runs from base workspaces (" + TextFormat.list(bases) + ")");
    filling = false;
  }

  /** Shows a query without asking for it. */
  void show(RunQuery query) {
    filling = true;
    workflow.setValue(query.workflow());
    status.setValue(query.status());
    since.setValue(query.since());
    text.setValue(query.text());
    includeBases.setValue(query.includeBases());
    filling = false;
  }

  private void ask() {
    if (!filling) {
      @Nullable String chosen = workflow.getValue();
      asked.accept(
          new RunQuery(
              includeBases.getValue(),
              chosen,
              status.getValue(),
              since.getValue(),
              text.getValue()));
    }
  }
}
