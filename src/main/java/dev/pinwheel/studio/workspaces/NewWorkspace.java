package dev.pinwheel.studio.workspaces;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Defaults and texts of the dialog for a new workspace. */
final class NewWorkspace {

  private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9_-]+");

  private NewWorkspace() {}

  /** {@code development/joe} when somebody is signed in, else {@code development}. */
  static String suggestedName(Actor by) {
    return by.isLocal()
        ? "development"
        : "development/" + NOT_ALLOWED.matcher(by.name()).replaceAll("-");
  }

  /**
   * The nearest of the workspace and its bases that has no {@code /} in its name, and exists for
   * the user who creates it; the workspace itself when there is none.
   */
  static WorkspaceName proposedBase(Viewpoint viewpoint, Sight sight) {
    return viewpoint.chain().nearestFirst().stream()
        .filter(sight::sees)
        .map(Workspace::name)
        .filter(name -> name.value().indexOf('/') < 0)
        .findFirst()
        .orElse(viewpoint.name());
  }

  /** The consequences of creating it. */
  static String consequence(String name, @Nullable String base) {
    String shown = name.isBlank() ? "The new workspace" : name;
    return base == null
        ? shown + " will see only its own runs; it has no base to reuse results from."
        : "%1$s will see %2$s's runs and reuse what is memoized or cached there. %2$s will not see what happens here."
            .formatted(shown, base);
  }

  static String runsOn(boolean embeddedWorker) {
    return embeddedWorker
        ? "Runs on: embedded worker (the server's code)."
        : "Runs on: no worker yet. What you start here waits until one connects.";
  }

  /** The message after it was created. */
  static String welcome(Workspace created, @Nullable String base) {
    return base == null
        ? created.name() + " is empty and has no base. Run a workflow to start."
        : "%s is empty: everything you see comes from %s. Re-run a step to start."
            .formatted(created.name(), base);
  }
}
