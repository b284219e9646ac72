package dev.pinwheel.api.parameter;

import dev.pinwheel.model.Actor;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Viewpoint;
import org.springframework.stereotype.Component;

/** Resolves the workspace that a request names. Thread-safe. */
@Component
public final class ViewpointResolver {

  /** The parameter that names the workspace one looks from or acts in. */
  public static final String PARAMETER = "workspace";

  private final ReadModels reads;
  private final Callers callers;

  ViewpointResolver(ReadModels reads, Callers callers) {
    this.reads = reads;
    this.callers = callers;
  }

  /**
   * The viewpoint of a workspace, for the sender of the request.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when no workspace has this name, or the sender
   *     has no role in it (A4)
   */
  public Viewpoint get(String workspace) {
    return get(workspace, callers.current());
  }

  /** As {@link #get(String)}, for work that goes on behind the request. */
  public Viewpoint get(String workspace, Actor caller) {
    return reads.viewpoints().get(workspace, callers.sightOf(caller));
  }
}
