package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.model.RunId;

/** Links to runs. */
public final class RunLinks {

  /** Where the list of runs is shown, without leading slash. */
  public static final String LIST = "runs";

  private RunLinks() {}

  /** Where a run is shown, without leading slash. */
  public static String path(RunId run) {
    return LIST + "/" + run;
  }

  /** The same, with these query parameters. */
  public static String path(RunId run, QueryParameters parameters) {
    return path(run) + "?" + parameters.getQueryString();
  }

  /** A link that keeps these query parameters. */
  public static Anchor to(RunId run, QueryParameters parameters) {
    Anchor link = new Anchor(path(run, parameters), run.toString());
    link.addClassNames("pw-link", "pw-mono");
    return link;
  }
}
