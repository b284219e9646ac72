package dev.pinwheel.studio.run;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.Clipboard;
import dev.pinwheel.studio.parts.LazyMenu;
import dev.pinwheel.studio.parts.LazyPart;
import dev.pinwheel.studio.parts.StateBadge;
import dev.pinwheel.studio.run.action.CancelText;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.compare.CompareChoice;
import dev.pinwheel.studio.run.notice.EndNotices;
import dev.pinwheel.studio.run.notice.TellMeButton;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first rows of a run page: which run, how it ended, and what can be done with all of it. */
final class RunHeaderBar extends Div {

  private final RunActions actions;
  private final H1 title = new H1();
  private final Span status = new Span();
  private final NativeButton id = new NativeButton();
  private final Button cancel = Buttons.secondary("Cancel", click -> cancel());
  private final LazyPart<TellMeButton> tellMe = new LazyPart<>(this::tellMeButton);
  private final Div buttons = new Div();
  private final Button keep = Buttons.secondary("Keep run", click -> keep());
  private final Button compare = Buttons.secondary("Compare…", click -> compare());
  private final Button wholeRerun = Buttons.secondary("Re-run whole run…", click -> rerunWhole());
  private final Button moreReruns = new Button(StudioIcon.CHEVRON_DOWN.create());
  private boolean kept;
  private final Span elsewhere = new Span();
  private final Span cancelPlace = new Span(cancel);
  private final Tooltip whyNotCancel = Tooltip.forComponent(cancelPlace);
  private final RunSummaryRow summary;
  private final RunResultRow result;
  private @Nullable RunHeader shown;
  private List<WorkspaceName> shownPaused = List.of();

  RunHeaderBar(RunActions actions) {
    this.actions = actions;
    this.summary = new RunSummaryRow(actions);
    this.result = new RunResultRow(actions);
    addClassName("pw-run-header");
    setTestId("run-header");
    title.addClassName("pw-title");
    title.getElement().setAttribute("tabindex", "-1");
    status.setTestId("run-status");
    id.addClassNames("pw-mono", "pw-quiet", "pw-copy");
    id.setTitle("Copy id");
    id.addClickListener(click -> Clipboard.run(actions.ui(), id.getText()));
    id.setTestId("run-id");
    cancel.setTestId("cancel-run");
    elsewhere.addClassNames("pw-quiet", "pw-small");
    elsewhere.setTestId("why-not-cancel");
    keep.setTestId("keep-run");
    compare.setTestId("compare-run-with");
    compare.addClassName("pw-roomy");
    compare.setTooltipText("With another workspace, attempt or run.");
    EndNotices.onChange(this, this::showTellMe);
    buttons.add(
        elsewhere,
        compare,
        keep,
        cancelPlace,
        rerunButtons(),
        new LazyMenu(moreReruns, this::fillRerunMenu));
    buttons.addClassNames("pw-run-buttons");
    Div first = new Div(title, status, id);
    first.addClassName("pw-run-title");
    add(first, buttons, summary, result);
  }

  void show(RunModel model, RunModel.Visible visible) {
    RunHeader header = visible.tree().header();
    List<WorkspaceName> paused = RunText.paused(header, model.request().viewpoint());
    if (!header.equals(shown) || !paused.equals(shownPaused)) {
      shown = header;
      shownPaused = paused;
      title.removeAll();
      Span module = new Span(header.module() + " / ");
      module.addClassName("pw-quiet");
      title.add(module, new Span(header.workflow()));
      String arguments = RunText.arguments(header);
      if (!arguments.isEmpty()) {
        Span line = new Span(arguments);
        line.addClassName("pw-title-arguments");
        title.add(line);
      }
      title.setTitle(header.module() + " / " + header.workflow() + arguments);
      showStatus(header, paused, model.request().zone());
      id.setText(header.run().toString());
      boolean whole = header.status() != State.PART;
      wholeRerun.setEnabled(whole);
      Optional<String> reason = CancelText.whyNot(header.openHere(), header.openIn());
      compare.setEnabled(whole);
      cancel.setText(actions.asksBeforeCancel() ? "Cancel…" : "Cancel");
      Optional<String> refused = actions.context().refusal(Permission.CANCEL);
      cancel.setEnabled(reason.isEmpty() && refused.isEmpty());
      cancelPlace.setVisible(reason.isEmpty() || !header.openIn().isEmpty());
      whyNotCancel.setText(reason.or(() -> refused).orElse(null));
      elsewhere.setText(header.openIn().isEmpty() ? "" : reason.orElse(""));
      elsewhere.setVisible(!elsewhere.getText().isEmpty());
    }
    showTellMe();
    showKept(header, visible.picture().kept(), model.request().viewpoint());
    summary.show(visible.tree(), model.request());
    result.show(header, model.request().viewpoint().name());
  }

  /** A new attempt of step 1 was accepted; what the former one came to is no longer said. */
  void starting(int attempt) {
    shown = null;
    status.removeAll();
    status.add(new StateBadge(State.QUEUED, "Starting attempt " + attempt));
    result.setVisible(false);
  }

  private void showStatus(RunHeader header, List<WorkspaceName> paused, ZoneId zone) {
    status.removeAll();
    status.add(
        new StateBadge(header.status(), RunText.status(header, paused, zone, actions.now()))
            .stale(header.staleness().isStale()));
  }

  /** Only the workspace in which it was submitted decides about it. */
  private void showKept(RunHeader header, boolean marked, Viewpoint viewpoint) {
    kept = marked;
    keep.setVisible(
        header.spawnedBy() == null && viewpoint.name().equals(header.submittedIn()) || marked);
    Optional<String> refused = actions.context().refusal(Permission.KEEP_RUN);
    keep.setEnabled(viewpoint.name().equals(header.submittedIn()) && refused.isEmpty());
    keep.setText(marked ? "Run kept" : "Keep run");
    keep.setIcon(marked ? StudioIcon.TICK.create() : null);
    keep.setTooltipText(
        refused.orElse(
            marked
                ? "It is never removed. Click to keep it only as long as its workspace says."
                : "It is never removed, nor are the runs that it starts."));
    keep.getElement().setAttribute("aria-pressed", Boolean.toString(marked));
  }

  private void tellWhenEnded() {
    if (shown != null) {
      actions.tellWhenEnded(shown);
    }
  }

  private void showTellMe() {
    if (shown != null) {
      boolean awaited = EndNotices.isAwaited(actions.ui(), shown.run());
      boolean active = shown.active();
      if (active) {
        tellMe.get();
      }
      tellMe.ifMade(button -> button.show(active, awaited));
    }
  }

  private TellMeButton tellMeButton() {
    TellMeButton button = new TellMeButton();
    button.setTestId("tell-me");
    button.onPermission(this::tellWhenEnded);
    buttons.addComponentAtIndex(buttons.indexOf(compare), button);
    return button;
  }

  private void keep() {
    if (shown != null) {
      actions.keep(shown.run(), !kept);
    }
  }

  /** Focuses the title, unless something has the focus, or the browser has just come here. */
  void focusUnlessElsewhere() {
    title
        .getElement()
        .executeJs(
            """
            const nothing = document.activeElement === null || document.activeElement === document.body;
            if (nothing && navigator.userActivation?.hasBeenActive) {
              this.focus({ preventScroll: true });
            }
            """);
  }

  /** After a comparison was closed. */
  void focusCompare() {
    compare.focus();
  }

  private void compare() {
    if (shown != null) {
      CompareChoice.openFirst(actions, shown);
    }
  }

  private void cancel() {
    if (shown != null) {
      actions.cancel(shown);
    }
  }

  /** Re-running the whole run, and behind the arrow what "re-run" means elsewhere. */
  private Span rerunButtons() {
    wholeRerun.setTestId("rerun-run");
    wholeRerun.setTooltipText("A new attempt of step 1 in this run; memoized steps are reused.");
    moreReruns.addThemeVariants(ButtonVariant.LUMO_ICON);
    moreReruns.setAriaLabel("More ways to re-run");
    moreReruns.setTestId("rerun-more");
    moreReruns.getElement().setAttribute("aria-haspopup", "menu");
    Span split = new Span(wholeRerun, moreReruns);
    split.addClassName("pw-split-button");
    return split;
  }

  private void fillRerunMenu(LazyMenu menu) {
    boolean whole = shown != null && shown.status() != State.PART;
    menu.addItem(
            choice("Re-run whole run…", "a new attempt in this run; memoized steps are reused"),
            click -> rerunWhole())
        .setEnabled(whole);
    MenuItem newRun =
        menu.addItem(
            choice(
                "New run with these arguments…",
                "opens the form filled in; nothing memoized is carried over"),
            click -> newRunLike());
    newRun.setId("new-run-like");
    Optional<String> noNewRun = actions.context().refusal(Permission.SUBMIT_RUN);
    newRun.setEnabled(whole && noNewRun.isEmpty());
    newRun.getElement().setAttribute("title", noNewRun.orElse(""));
  }

  private static Div choice(String title, String explanation) {
    Span what = new Span(title);
    what.addClassName("pw-strong");
    Span why = new Span(explanation);
    why.addClassNames("pw-small", "pw-quiet");
    Div choice = new Div(what, why);
    choice.addClassName("pw-choice");
    return choice;
  }

  private void rerunWhole() {
    if (shown != null) {
      actions.rerun(new StepId(shown.run(), 1));
    }
  }

  private void newRunLike() {
    if (shown != null) {
      actions.newRunLike(shown);
    }
  }
}
