package dev.pinwheel.api.parameter;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Viewpoint;
import org.springframework.stereotype.Component;

/** Resolves the workspace that a request names. Thread-safe. */
@Component
public final class ViewpointResolver {

  /** The parameter that names the workspace one looks from or acts in. */
  public static final String PARAMETER = "workspace";

  private final ReadModels reads;

  ViewpointResolver(ReadModels reads) {
    this.reads = reads;
  }

  /**
   * The viewpoint of a workspace.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when no workspace has this name
   */
  public Viewpoint get(String workspace) {
    return reads.viewpoints().get(workspace);
  }
}
