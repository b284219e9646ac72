package dev.pinwheel.api;

import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Viewpoint;
import org.springframework.stereotype.Component;

/** From where a request looks. Thread-safe. */
@Component
final class Places {

  /** The parameter that names the workspace one looks from or acts in. */
  static final String PARAMETER = "workspace";

  private final ReadModels reads;

  Places(ReadModels reads) {
    this.reads = reads;
  }

  /**
   * The viewpoint of a workspace.
   *
   * @throws dev.pinwheel.model.Rejection (not found) when no workspace has this name
   */
  Viewpoint get(String workspace) {
    return reads.viewpoints().get(workspace);
  }
}
