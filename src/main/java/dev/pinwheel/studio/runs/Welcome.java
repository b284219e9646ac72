package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.theme.StudioIcon;

/**
 * Three steps for first-time users: run, re-run, child workspace. Each is checked off when it is
 * done. Hidden once dismissed in this browser, or when all three are done.
 */
final class Welcome extends Div {

  private static final String REMEMBERED = "pinwheel.welcome";

  private final StudioContext context;
  private final OrderedList list = new OrderedList();
  private boolean wanted;
  private volatile boolean done;

  Welcome(StudioContext context) {
    this.context = context;
    setVisible(false);
    addClassName("pw-welcome-area");
    setTestId("welcome");
    getElement().setAttribute("role", "region").setAttribute("aria-label", "First steps");
    list.addClassName("pw-welcome");
    Paragraph title = new Paragraph("Get to know Pinwheel in three steps");
    title.addClassName("pw-strong");
    Button close = Buttons.icon(StudioIcon.CLOSE, "Dismiss the first steps", click -> dismiss());
    close.addClassName("pw-end");
    close.setTestId("dismiss-welcome");
    Div line = new Div(title, close);
    line.addClassName("pw-row");
    add(line, list);
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attach
        .getUI()
        .getPage()
        .executeJs("return localStorage.getItem($0) !== 'dismissed'", REMEMBERED)
        .then(Boolean.class, this::want);
    context
        .live()
        .watchCalmly(this, this::matters, () -> WelcomeProgress.read(context.reads()), this::show);
  }

  private boolean matters(EngineChanges changes) {
    return !done && (changes.workspaces() || !changes.runs().isEmpty());
  }

  private void want(boolean want) {
    wanted = want;
    setVisible(wanted && !done && list.getChildren().findAny().isPresent());
  }

  private void show(WelcomeProgress progress) {
    done = progress.all();
    list.removeAll();
    list.add(
        step(progress.ran(), "Run a workflow", "users / welcome is a good start."),
        step(
            progress.reran(),
            "Re-run a step",
            "Open the run and press ↻ on a step: memoized steps are reused, the others execute."),
        step(
            progress.child(),
            "Create a child workspace",
            "Use the workspace menu above. What you re-run in the child is not visible from production."));
    setVisible(wanted && !progress.all());
  }

  private static ListItem step(boolean done, String task, String how) {
    Icon icon = (done ? StudioIcon.CHECK_CIRCLE : StudioIcon.CHEVRON_RIGHT).create();
    Span title = new Span(task);
    title.addClassName("pw-strong");
    Span explanation = new Span(how);
    explanation.addClassName("pw-quiet");
    ListItem item = new ListItem(icon, title, explanation);
    if (done) {
      Span word = new Span("done");
      word.addClassName("pw-small");
      item.add(word);
      item.getElement().setAttribute("data-done", true);
    }
    return item;
  }

  /** Scripts of invisible components are deferred, so the page runs this one. */
  private void dismiss() {
    wanted = false;
    setVisible(false);
    UI.getCurrent().getPage().executeJs("localStorage.setItem($0, 'dismissed')", REMEMBERED);
  }
}
