package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.CellLines;
import dev.pinwheel.studio.runs.SavedViews.SavedView;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The saved views of a workspace, to rename and delete them. */
final class ViewsDialog extends Dialog {

  private final BiConsumer<String, Consumer<SavedViews>> rename;
  private final BiConsumer<String, Consumer<SavedViews>> delete;
  private final Div list = new Div();

  /**
   * @param rename called with a name; gives what there is afterwards
   * @param delete likewise
   */
  ViewsDialog(
      SavedViews views,
      String workspace,
      BiConsumer<String, Consumer<SavedViews>> rename,
      BiConsumer<String, Consumer<SavedViews>> delete) {
    this.rename = rename;
    this.delete = delete;
    setHeaderTitle("Views");
    addClassName("pw-dialog");
    setTop("0");
    setTestId("views-dialog");
    Paragraph about =
        new Paragraph("Filters of the runs of " + workspace + " that this browser remembers.");
    about.addClassNames("pw-flush", "pw-quiet");
    list.addClassName("pw-stack");
    list.getElement().setAttribute("role", "list");
    Div content = new Div(about, list);
    content.addClassName("pw-stack");
    content.getElement().setAttribute("data-gap", "large");
    add(content);
    Button close = Buttons.primary("Close", click -> close());
    close.setAutofocus(true);
    getFooter().add(close);
    show(views);
  }

  private void show(SavedViews views) {
    list.removeAll();
    for (SavedView view : views.all()) {
      list.add(row(view));
    }
    if (views.all().isEmpty()) {
      list.add(new Paragraph("There are no views any more."));
    }
  }

  private Div row(SavedView view) {
    Span name = new Span(view.name());
    name.addClassNames("pw-strong", "pw-truncate");
    name.setTitle(view.name());
    Span filters = new Span(RunsText.name(view.runs()));
    filters.addClassNames("pw-small", "pw-quiet", "pw-truncate");
    Div text = new CellLines(name, filters);
    Button edit =
        Buttons.icon(
            StudioIcon.EDIT,
            "Rename '%s'…".formatted(view.name()),
            click -> rename.accept(view.name(), this::show));
    edit.addClassName("pw-end");
    Button remove =
        Buttons.icon(
            StudioIcon.CLOSE,
            "Delete '%s'".formatted(view.name()),
            click -> delete.accept(view.name(), this::show));
    Div row = new Div(text, edit, remove);
    row.addClassName("pw-row");
    row.getElement().setAttribute("data-nowrap", true).setAttribute("role", "listitem");
    return row;
  }
}
