package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.query.run.RunOrder;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.parts.BaseRunsCheckbox;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The fields that narrow the list of runs; on a phone one button shows and hides them. */
final class RunFilters extends Div {

  private final NativeButton toggle = new NativeButton("Filter");
  private final Div fields = new Div();

  private final ComboBox<String> workflow = new ComboBox<>();
  private final Select<StatusChoice> status = new Select<>();
  private final Select<SinceChoice> since = new Select<>();
  private final TextField text = new TextField();
  private final BaseRunsCheckbox includeBases = new BaseRunsCheckbox();
  private final ActivityRangeFields range = new ActivityRangeFields(this::askBetween);
  private final Select<RunOrder> order = new Select<>();
  private final Consumer<RunQuery> asked;
  private final ViewMenu views;
  private String workspace = "";
  private RunQuery shown = RunQuery.FIRST;
  private boolean filling;

  /**
   * @param asked called when a person asks for something else
   */
  RunFilters(Consumer<RunQuery> asked) {
    this.asked = asked;
    this.views = new ViewMenu(asked);
    addClassNames("pw-filters", "pw-end");
    fields.addClassName("pw-row");
    fields.setId("run-filters");
    setUpToggle();
    setUpWorkflow();
    setUpStatus();
    setUpSince();
    setUpText();
    setUpOrder();
    includeBases.addValueChangeListener(change -> ask());
    fields.add(views, workflow, status, since, text, order);
    add(toggle, fields);
  }

  private void setUpToggle() {
    toggle.addClassName("pw-filter-toggle");
    toggle.setTestId("filter-toggle");
    toggle.getElement().setAttribute("aria-controls", "run-filters");
    showOpen(false);
    toggle.addClickListener(click -> showOpen(!getElement().hasAttribute("data-open")));
  }

  private void showOpen(boolean isOpen) {
    getElement().setAttribute("data-open", isOpen);
    toggle.getElement().setAttribute("aria-expanded", Boolean.toString(isOpen));
  }

  /** The saved views as commands. */
  List<PaletteCommand> viewCommands() {
    return views.commands();
  }

  /** The checkbox, which the view places in a row of its own. */
  BaseRunsCheckbox includeBases() {
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

  private void setUpOrder() {
    order.setAriaLabel("Sorted by");
    order.setItems(RunOrder.values());
    order.setItemLabelGenerator(
        by -> by == RunOrder.ACTIVITY ? "Latest activity first" : "Latest submission first");
    order.setTestId("order");
    // Elsewhere the head of the column of times says and changes it.
    order.addClassName("pw-phone-only");
    order.addValueChangeListener(change -> ask());
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

  /** The fields for a stretch of time, which the view places beside the checkbox. */
  ActivityRangeFields range() {
    return range;
  }

  /**
   * Offers the workflows to choose from.
   *
   * @param names such as {@code users/welcome}
   */
  void offer(List<String> names) {
    filling = true;
    String chosen = workflow.getValue();
    workflow.setItems(names);
    workflow.setValue(chosen);
    filling = false;
  }

  /** Names the bases of the viewpoint. */
  void lookFrom(Viewpoint viewpoint) {
    workspace = viewpoint.name().value();
    includeBases.lookFrom(viewpoint);
  }

  /** Shows a query without asking for it. */
  void show(RunQuery query) {
    shown = query;
    filling = true;
    workflow.setValue(query.workflow());
    status.setValue(query.status());
    since.setValue(query.since());
    text.setValue(query.text());
    includeBases.setValue(query.includeBases());
    range.show(query.since() == SinceChoice.BETWEEN, query.range());
    order.setValue(query.order());
    shown = query;
    filling = false;
    views.show(workspace, query);
    int set = query.countSet();
    toggle.setText(set == 0 ? "Filter" : "Filter · " + set);
  }

  private void ask() {
    if (!filling) {
      @Nullable String chosen = workflow.getValue();
      boolean between = since.getValue() == SinceChoice.BETWEEN;
      // Only failed runs have errors.
      boolean failed = status.getValue() == StatusChoice.FAILED;
      asked.accept(
          new RunQuery(
              includeBases.getValue(),
              chosen,
              status.getValue(),
              since.getValue(),
              text.getValue(),
              between ? shown.range() : ActivityRange.NONE,
              order.getValue(),
              failed ? shown.errorGroup() : "",
              failed && shown.grouped()));
    }
  }

  private void askBetween(ActivityRange asksFor) {
    asked.accept(shown.between(asksFor));
  }
}
