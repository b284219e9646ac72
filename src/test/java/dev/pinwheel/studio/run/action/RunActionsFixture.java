package dev.pinwheel.studio.run.action;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.RunId;
import dev.pinwheel.studio.StudioFixture;
import java.util.List;

/** The actions of a run page without a browser. */
public final class RunActionsFixture {

  private RunActionsFixture() {}

  public static RunActions on(StudioFixture studio, RunId run) {
    Div page = new Div();
    studio.ui().add(page);
    return new RunActions(
        studio.context(), page, RunAddress.of(run.toString()), started -> {}, card -> {}, List::of);
  }
}
