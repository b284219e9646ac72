package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.parts.BreakableText;
import dev.pinwheel.studio.parts.MarkdownText;
import dev.pinwheel.studio.parts.MemoAdviceNote;
import dev.pinwheel.studio.theme.LiveClock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A module: its workflows as rows, its tasks as a table. */
final class ModuleSection extends Section {

  private ModuleSection(
      ModuleView module, List<TargetView> targets, Function<TargetView, WorkflowRow> row) {
    addClassName("pw-stack");
    setTestId("module-" + module.module());
    String headingId = "module-heading-" + module.module();
    H2 heading = new H2(module.module());
    heading.setId(headingId);
    heading.addClassName("pw-subtitle");
    getElement().setAttribute("aria-labelledby", headingId);
    Span declared =
        new Span(
            new Text(module.declaredInWords() + " · version " + module.codeVersion() + " · "),
            LiveClock.relativeTo(module.declaredAt()));
    declared.addClassNames("pw-quiet", "pw-small");
    Div line = new Div(heading, declared);
    line.addClassName("pw-row");
    add(line);
    Div rows = new Div();
    rows.addClassNames("pw-sheet", "pw-workflows");
    targets.stream().filter(TargetView::isWorkflow).map(row).forEach(rows::add);
    if (rows.getComponentCount() > 0) {
      add(rows);
    }
    List<TargetView> tasks = targets.stream().filter(target -> !target.isWorkflow()).toList();
    if (!tasks.isEmpty()) {
      add(new TaskTable(module.module(), tasks));
    }
  }

  /**
   * The section of a module.
   *
   * @param wanted part of a name, in lower case; empty for all
   * @param row makes the row of a workflow
   * @return empty when nothing of it fits
   */
  static Optional<ModuleSection> of(
      ModuleView module, String wanted, Function<TargetView, WorkflowRow> row) {
    List<TargetView> fitting =
        module.targets().stream()
            .filter(target ->
                (module.module() + " / " + target.name()).toLowerCase(Locale.ROOT).contains(wanted))
            .toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModuleSection(module, fitting, row));
  }

  /** The tasks of a module: they are called by workflows, not run by themselves. */
  private static final class TaskTable extends NativeTable {

    TaskTable(String module, List<TargetView> tasks) {
      addClassNames("pw-table", "pw-tasks");
      getElement().setAttribute("aria-label", "Tasks of " + module);
      NativeTableHeader head = new NativeTableHeader();
      NativeTableRow titles = new NativeTableRow();
      for (String title : List.of("Task", "Takes", "Options", "Description")) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
        cell.getElement().setAttribute("scope", "col");
        titles.add(cell);
      }
      head.add(titles);
      NativeTableBody body = new NativeTableBody();
      tasks.forEach(task -> body.add(row(task)));
      add(head, body);
    }

    private static NativeTableRow row(TargetView task) {
      Span name = new BreakableText(task.name());
      name.addClassName("pw-target");
      Span takes = new BreakableText(TargetLabels.parameters(task.declaration().parameters()));
      takes.addClassNames("pw-mono", "pw-quiet");
      Component description =
          task.declaration().description().isBlank()
              ? new HtmlComponent("span")
              : new MarkdownText(task.declaration().description());
      NativeTableCell options = new NativeTableCell(TargetLabels.options(task));
      if (task.advice() != null) {
        options.add(new MemoAdviceNote(task.advice()));
      }
      return new NativeTableRow(
          new NativeTableCell(name),
          new NativeTableCell(takes),
          options,
          new NativeTableCell(description));
    }
  }
}
