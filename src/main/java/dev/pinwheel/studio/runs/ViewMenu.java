package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Hr;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.LazyMenu;
import dev.pinwheel.studio.runs.SavedViews.SavedView;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The menu of saved views: named filters of the list of runs, which this browser keeps for each
 * workspace.
 */
final class ViewMenu extends Div {

  private static final String KEPT = "pinwheel.views.";

  private static final String READ = "return localStorage.getItem($0)";

  private static final String KEEP =
      """
      try {
        localStorage.setItem($0, $1);
        return true;
      } catch (full) {
        return false;
      }\
      """;

  private final Consumer<RunQuery> asked;
  private final Button button = Buttons.secondary("Views", click -> {});
  private final LazyMenu menu = new LazyMenu(button, this::fill);
  private String workspace = "";
  private SavedViews views = SavedViews.NONE;
  private RunQuery query = RunQuery.FIRST;

  /**
   * @param asked called when a view is chosen
   */
  ViewMenu(Consumer<RunQuery> asked) {
    this.asked = asked;
    button.setIcon(StudioIcon.CHEVRON_DOWN.create());
    button.setIconAfterText(true);
    button.addClassName("pw-views");
    button.setTestId("views");
    button.getElement().setAttribute("aria-haspopup", "menu");
    add(button, menu);
    addAttachListener(attach -> read(read -> {}));
  }

  /** Shows the views of a workspace, and which of them the query is. */
  void show(String ofWorkspace, RunQuery now) {
    query = now;
    if (!ofWorkspace.equals(workspace)) {
      workspace = ofWorkspace;
      views = SavedViews.NONE;
      read(read -> {});
    }
    showCurrent();
  }

  /** The views as commands. */
  List<PaletteCommand> commands() {
    return views.all().stream()
        .map(view ->
            PaletteCommand.of(
                "View: " + view.name(), StudioIcon.FILTER, () -> asked.accept(view.runs())))
        .toList();
  }

  /** Another page of this browser may have changed them. */
  private void read(Consumer<SavedViews> then) {
    String of = workspace;
    getUI()
        .map(UI::getPage)
        .ifPresent(page ->
            page.executeJs(READ, KEPT + of)
                .then(
                    String.class,
                    kept -> {
                      if (of.equals(workspace)) {
                        know(SavedViews.parse(kept));
                        then.accept(views);
                      }
                    }));
  }

  /** The menu may have been opened before the browser said which views there are. */
  private void know(SavedViews known) {
    boolean other = !known.equals(views);
    views = known;
    showCurrent();
    if (other) {
      menu.refill();
    }
  }

  private void change(UnaryOperator<SavedViews> change) {
    read(latest -> {
      know(change.apply(latest));
      UI.getCurrent()
          .getPage()
          .executeJs(KEEP, KEPT + workspace, views.json())
          .then(
              Boolean.class,
              stored -> {
                if (!stored) {
                  Notifications.stays(
                      "This browser stores nothing more, so the change will be lost.");
                }
              });
    });
  }

  private void showCurrent() {
    button.setText(views.find(query).map(view -> "View: " + view.name()).orElse("Views"));
  }

  private void fill(LazyMenu opened) {
    Optional<SavedView> current = views.find(query);
    for (SavedView view : views.all()) {
      MenuItem item = opened.addItem(view.name(), click -> asked.accept(view.runs()));
      item.setCheckable(true);
      item.setChecked(current.filter(view::equals).isPresent());
    }
    if (!views.all().isEmpty()) {
      opened.addComponent(new Hr());
    }
    opened.addItem("Save these filters as a view…", click -> save()).setEnabled(current.isEmpty());
    opened.addItem("Manage views…", click -> manage()).setEnabled(!views.all().isEmpty());
  }

  private void save() {
    RunQuery saved = query;
    ViewNameDialog.open(
        "Save view",
        "Save",
        RunsText.name(saved),
        name -> views.problem(name, null),
        name -> {
          change(latest -> latest.with(name, saved));
          Notifications.done("Saved '%s' in this browser.".formatted(name.strip()));
        });
  }

  private void manage() {
    new ViewsDialog(views, workspace, this::rename, this::delete).open();
  }

  private void rename(String from, Consumer<SavedViews> then) {
    ViewNameDialog.open(
        "Rename view",
        "Rename",
        from,
        name -> views.problem(name, from),
        name -> {
          change(latest -> latest.renamed(from, name));
          then.accept(views.renamed(from, name));
        });
  }

  private void delete(String name, Consumer<SavedViews> then) {
    change(latest -> latest.without(name));
    then.accept(views.without(name));
  }
}
