package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.access.Permission;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.theme.LiveClock;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workflow in one row: its name, what it takes, its last run, and the button that runs it. The
 * row opens; what is inside is made then, and removed when it closes.
 */
final class WorkflowRow extends Article {

  /** The end of a name stays when there is no room for all of it. */
  private static final int TAIL = 12;

  private final StudioContext context;
  private final NativeButton toggle = new NativeButton();
  private final Div last = new Div();
  private TargetView workflow;
  private @Nullable WorkflowDetails details;

  /**
   * @param toggled called with whether it is open, when a person opened or closed it
   */
  WorkflowRow(StudioContext context, TargetView workflow, Consumer<Boolean> toggled) {
    this.context = context;
    this.workflow = workflow;
    String name = workflow.module() + " / " + workflow.name();
    addClassName("pw-workflow");
    getElement().setAttribute("aria-label", name);
    setTestId("workflow-" + workflow.module() + "-" + workflow.name());
    toggle.addClassName("pw-disclosure");
    toggle.add(StudioIcon.CHEVRON_RIGHT.create(), name());
    toggle.getElement().setAttribute("title", name).setAttribute("aria-controls", detailsId());
    toggle.addClickListener(click -> toggled.accept(details == null));
    H3 heading = new H3(toggle);
    heading.addClassName("pw-workflow-name");
    last.addClassNames("pw-workflow-last", "pw-small");
    Div line = new Div(heading, takes(), last, run());
    line.addClassName("pw-workflow-line");
    add(line);
    getElement().setAttribute("data-open", false);
    toggle.getElement().setAttribute("aria-expanded", "false");
    showLast();
  }

  /** Shows the latest runs of it; everything else stays. */
  void update(TargetView read) {
    if (!read.equals(workflow)) {
      workflow = read;
      showLast();
      if (details != null) {
        details.showRuns(read);
      }
    }
  }

  /**
   * Opens it, or closes it.
   *
   * @param includeBases whether what ran includes runs of the bases
   */
  void show(boolean open, boolean includeBases) {
    if (details != null && (!open || details.includesBases() != includeBases)) {
      remove(details);
      details = null;
    }
    if (open && details == null) {
      details = new WorkflowDetails(context, workflow, includeBases);
      details.setId(detailsId());
      add(details);
    }
    getElement().setAttribute("data-open", open);
    toggle.getElement().setAttribute("aria-expanded", Boolean.toString(open));
  }

  private String detailsId() {
    return "workflow-" + workflow.module() + "-" + workflow.name() + "-details";
  }

  /** The name, below its module's; a long one is shortened in the middle, as far as need be. */
  private Span name() {
    int cut = workflow.name().length() - TAIL;
    Span head = new Span(cut > 0 ? workflow.name().substring(0, cut) : workflow.name());
    head.addClassName("pw-truncate");
    Span name = new Span(head);
    if (cut > 0) {
      name.add(new Span(workflow.name().substring(cut)));
    }
    name.addClassNames("pw-target", "pw-shortened");
    return name;
  }

  private Component takes() {
    String parameters = TargetLabels.parameters(workflow.declaration().parameters());
    Span takes = new Span(parameters);
    takes.addClassNames("pw-workflow-takes", "pw-mono", "pw-quiet", "pw-truncate");
    takes.getElement().setAttribute("title", parameters);
    return takes;
  }

  /** Runs it, as its button does. */
  PaletteCommand command() {
    return PaletteCommand.of(
        "Run %s / %s…".formatted(workflow.module(), workflow.name()),
        StudioIcon.PLAY,
        this::openRunDialog);
  }

  private void openRunDialog() {
    RunDialog.open(UI.getCurrent(), context, workflow.module(), workflow.name());
  }

  private Button run() {
    Button run = Buttons.secondary("Run…", click -> openRunDialog());
    run.setIcon(StudioIcon.PLAY.create());
    run.setAriaLabel("Run " + workflow.name() + "…");
    run.setTestId("run-" + workflow.module() + "-" + workflow.name());
    return Buttons.allowUnless(run, context.refusal(Permission.SUBMIT_RUN));
  }

  private void showLast() {
    last.removeAll();
    List<TargetView.LastRun> runs = workflow.lastRuns();
    if (runs.isEmpty()) {
      Span never = new Span("Not run yet");
      never.addClassName("pw-quiet");
      last.add(never);
    } else {
      LiveClock at = LiveClock.relativeTo(runs.getFirst().submittedAt());
      at.addClassName("pw-quiet");
      last.add(new StateLabel(runs.getFirst().status()), at);
    }
  }
}
