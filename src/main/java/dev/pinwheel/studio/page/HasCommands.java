package dev.pinwheel.studio.page;

import dev.pinwheel.model.RunId;
import java.util.List;
import java.util.Optional;

/** A view that offers commands of its own in the palette. Called with the page locked. */
public interface HasCommands {

  /** What can be done now, the most frequent first. */
  List<PaletteCommand> commands();

  /** The run that is open, whose log is searched. */
  default Optional<RunId> openRun() {
    return Optional.empty();
  }
}
