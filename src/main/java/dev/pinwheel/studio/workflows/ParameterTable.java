package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.parts.BreakableText;
import java.util.List;

/** What a workflow takes: one row per parameter, by name, with its type and its default. */
final class ParameterTable extends NativeTable {

  ParameterTable(TargetView workflow) {
    addClassNames("pw-table", "pw-parameters");
    getElement().setAttribute("aria-label", "Arguments of " + workflow.name());
    NativeTableRow titles = new NativeTableRow();
    for (String title : List.of("Name", "Type", "Default")) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      titles.add(cell);
    }
    NativeTableBody body = new NativeTableBody();
    workflow.declaration().parameters().forEach(parameter -> body.add(row(parameter)));
    add(new NativeTableHeader(titles), body);
  }

  private static NativeTableRow row(Manifest.Parameter parameter) {
    Span name = new BreakableText(parameter.name());
    name.addClassName("pw-mono");
    NativeTableCell standard = new NativeTableCell();
    if (parameter.defaultValue() != null) {
      Span value = new Span(parameter.defaultValue().toString());
      value.addClassName("pw-mono");
      standard.add(value);
    } else {
      Span none = new Span(parameter.required() ? "required" : "optional");
      none.addClassName("pw-quiet");
      standard.add(none);
    }
    return new NativeTableRow(
        new NativeTableCell(name),
        new NativeTableCell(ParameterEditors.words(parameter)),
        standard);
  }
}
