package dev.pinwheel.studio.welcome;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.LazyPart;
import dev.pinwheel.studio.theme.StudioIcon;
import org.jspecify.annotations.Nullable;

/**
 * Three steps for first-time users: run, re-run, child workspace. Each is checked off when it is
 * done. Hidden once dismissed in this browser, or when all three are done. It stands above the list
 * of runs, and in one line on the page of a run, where two of the steps are taken.
 */
public final class Welcome extends Div {

  private static final String REMEMBERED = "pinwheel.welcome";
  private static final String REUSED = "memoized steps are reused, the others execute.";

  private final StudioContext context;
  private final Sight sight;
  private final LazyPart<OrderedList> list = new LazyPart<>(this::build);
  private final String howToRerun;
  private boolean wanted;
  private @Nullable Watch watch;
  private @Nullable WelcomeProgress shown;
  private volatile boolean done;

  private Welcome(StudioContext context, String howToRerun) {
    this.sight = context.sight();
    this.context = context;
    this.howToRerun = howToRerun;
    setVisible(false);
    addClassName("pw-welcome-area");
    setTestId("welcome");
    getElement().setAttribute("role", "region").setAttribute("aria-label", "First steps");
  }

  private OrderedList build() {
    OrderedList steps = new OrderedList();
    steps.addClassName("pw-welcome");
    Paragraph title = new Paragraph("Get to know Pinwheel in three steps");
    title.addClassName("pw-strong");
    Button close = Buttons.icon(StudioIcon.CLOSE, "Dismiss the first steps", click -> dismiss());
    close.addClassName("pw-end");
    close.setTestId("dismiss-welcome");
    Div line = new Div(title, close);
    line.addClassName("pw-row");
    add(line, steps);
    return steps;
  }

  /** Above the list of runs. */
  public static Welcome aboveRuns(StudioContext context) {
    return new Welcome(context, "Open the run and press ↻ on a step: " + REUSED);
  }

  /** In one line, which explains the next step only. */
  public static Welcome onRunPage(StudioContext context) {
    Welcome welcome = new Welcome(context, "Press ↻ on a step: " + REUSED);
    welcome.getElement().setAttribute("data-compact", true);
    return welcome;
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    attach
        .getUI()
        .getPage()
        .executeJs("return localStorage.getItem($0) !== 'dismissed'", REMEMBERED)
        .then(Boolean.class, this::want);
  }

  private boolean matters(EngineChanges changes) {
    return !done && (changes.workspaces() || !changes.runs().isEmpty());
  }

  private void want(boolean want) {
    wanted = want;
    if (wanted && watch == null) {
      watch =
          context
              .live()
              .watchCalmly(
                  this,
                  this::matters,
                  () -> WelcomeProgress.read(context.reads(), sight),
                  this::show);
    }
    setVisible(wanted && !done && shown != null);
  }

  private void show(WelcomeProgress progress) {
    done = progress.all();
    setVisible(wanted && !done);
    if (progress.equals(shown)) {
      return;
    }
    shown = progress;
    if (done) {
      return;
    }
    OrderedList steps = list.get();
    steps.removeAll();
    steps.add(
        step(1, progress.ran(), "Run a workflow", "users / welcome is a good start."),
        step(2, progress.reran(), "Re-run a step", howToRerun),
        step(
            3,
            progress.child(),
            "Create a child workspace",
            "Use the workspace menu above. What you re-run in the child is not visible from its base."));
    steps
        .getChildren()
        .filter(step -> !step.getElement().hasAttribute("data-done"))
        .findFirst()
        .ifPresent(next -> next.getElement().setAttribute("data-next", true));
  }

  private static ListItem step(int number, boolean done, String task, String how) {
    Component mark = done ? StudioIcon.CHECK_CIRCLE.create() : new Span(Integer.toString(number));
    mark.getElement().getClassList().add("pw-welcome-mark");
    Span title = new Span(task);
    title.addClassName("pw-strong");
    Span explanation = new Span(how);
    explanation.addClassName("pw-quiet");
    ListItem item = new ListItem(mark, title, explanation);
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
