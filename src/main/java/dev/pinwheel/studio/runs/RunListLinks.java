package dev.pinwheel.studio.runs;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.studio.page.CurrentViewpoint;

/** Where the list of runs is opened from elsewhere, without naming its view. */
public final class RunListLinks {

  private RunListLinks() {}

  /** Where all runs are listed that contain a text, however old. */
  public static QueryParameters everContaining(String workspace, String text) {
    return RunQuery.ALL
        .withText(text)
        .in(QueryParameters.of(CurrentViewpoint.PARAMETER, workspace));
  }
}
