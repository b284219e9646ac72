package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.parts.MemoAdviceNote;
import java.util.List;

/** The tasks of a module: they are called by workflows, not run by themselves. */
final class TaskTable extends NativeTable {

  TaskTable(String module, List<TargetView> tasks) {
    addClassName("pw-table");
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
    Span name = new Span(task.name());
    name.addClassName("pw-target");
    Span takes = new Span(TargetLabels.parameters(task.declaration().parameters()));
    takes.addClassNames("pw-mono", "pw-quiet");
    Component description =
        task.declaration().description().isBlank()
            ? new HtmlComponent("span")
            : new Markdown(task.declaration().description());
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
