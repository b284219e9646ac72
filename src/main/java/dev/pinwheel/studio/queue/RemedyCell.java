package dev.pinwheel.studio.queue;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.Remedy;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.workers.WorkersView;

/** The remedy for a waiting execution, with a link or button that applies it. */
final class RemedyCell {

  private final StudioContext context;

  RemedyCell(StudioContext context) {
    this.context = context;
  }

  Component of(QueueRow row) {
    Remedy remedy = row.remedy();
    if (remedy == null) {
      return new Span();
    }
    Span sentence = new Span(remedy.sentence());
    Div cell = new Div(sentence, new Text(" "));
    cell.addClassName("pw-wrap");
    switch (remedy.action()) {
      case START_WORKER -> cell.add(workers());
      case RESUME_WORKSPACE -> {
        String workspace = row.workspace().value();
        cell.add(
            Buttons.allowUnless(
                Buttons.inline("Resume", click -> resume(workspace)),
                context.refusal(Permission.PAUSE_WORKSPACE, row.workspace())));
      }
      case LOOK_AT_OTHER -> {
        StepId awaited = row.awaited();
        if (awaited != null) {
          cell.add(link(awaited));
        }
      }
      case NOTHING -> sentence.addClassName("pw-quiet");
    }
    return cell;
  }

  /** Links to the code that starts a worker. */
  private static Component workers() {
    RouterLink link = new RouterLink("How to start one", WorkersView.class);
    link.setQueryParameters(CurrentViewpoint.parameters(UI.getCurrent()));
    link.addClassName("pw-link");
    return link;
  }

  private static Component link(StepId step) {
    Anchor link =
        RunLinks.to(
            step.run(),
            CurrentViewpoint.parameters(UI.getCurrent())
                .merging("step", Integer.toString(step.number())));
    link.setText(step.toString());
    return link;
  }

  private void resume(String workspace) {
    context.execute(
        UI.getCurrent(),
        new Command.ResumeWorkspace(workspace, context.actor()),
        resumed -> Notifications.done(workspace + " is active again."));
  }
}
