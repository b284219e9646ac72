package dev.pinwheel.studio.run.rerun;

import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlace;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentences of the re-run dialog. Pure. */
public final class RerunText {

  /** Of a name on the button, which is shortened in the middle. */
  private static final int BUTTON_COLUMNS = 36;

  private RerunText() {}

  static String title(RerunChoice choice) {
    return "Re-run " + choice.module() + " / " + choice.target();
  }

  /** The text below the name of a workspace: its properties, or why it is refused. */
  static String about(RerunPlace place, List<String> modules) {
    if (place.refusal() != null) {
      return place.refusal();
    }
    List<String> parts = new ArrayList<>();
    if (place.current()) {
      parts.add("you are here");
    }
    if (place.baseName() != null) {
      parts.add("based on " + place.baseName());
    }
    String users = users(place.descendants());
    if (place.baseName() == null) {
      parts.add(users.isEmpty() ? "executes for real" : "executes for real; " + users);
    } else if (!users.isEmpty()) {
      parts.add(users);
    }
    if (place.workspace().state() == WorkspaceState.PAUSED) {
      parts.add("paused: it waits until resumed");
    }
    parts.add(place.canRun() ? place.runsOn() : noWorker(modules));
    return String.join(" · ", parts);
  }

  private static String noWorker(List<String> modules) {
    return modules.size() == 1
        ? "no worker has module " + modules.getFirst()
        : "no worker for some of these runs";
  }

  private static String users(int descendants) {
    return descendants == 0
        ? ""
        : TextFormat.count(descendants, "workspace") + " based on it will use the result";
  }

  /** What comes behind the name of the workspace; the plan says what becomes of the calls. */
  static String consequence(RerunChoice choice) {
    String memoized = choice.memoized() ? ", although it is memoized" : "";
    String callers = choice.callers() ? " Its callers are not run." : "";
    return memoized + "." + callers;
  }

  /** The attempt that would be cancelled there; empty when there is none. */
  static Optional<String> warning(@Nullable RerunLocation location) {
    if (!(location instanceof RerunLocation.Existing existing)
        || existing.place().openAttempt() == null) {
      return Optional.empty();
    }
    return Optional.of(
        "Attempt %d is still running in %s and will be cancelled."
            .formatted(existing.place().openAttempt().attempt(), existing.place().name()));
  }

  /**
   * What the button says.
   *
   * @param what {@code ""} for a step; {@code " 29 runs"}, some of which may wait for a worker
   * @param childName name of the child to create, as typed
   */
  static String buttonText(@Nullable RerunLocation location, String what, String childName) {
    return switch (location) {
      case null -> "Choose where to re-run";
      case RerunLocation.NewChild() ->
          (childName.isBlank() ? "Create" : "Create " + brief(childName)) + " and re-run" + what;
      case RerunLocation.Existing(RerunPlace existing) ->
          existing.canRun() || !what.isEmpty()
              ? "Re-run" + what + " in " + brief(existing.name().value())
              : "Re-run and wait for a worker";
    };
  }

  /** A name of a workspace, as long as a button bears. */
  public static String brief(String workspace) {
    return ArgumentText.cut(workspace, BUTTON_COLUMNS);
  }
}
