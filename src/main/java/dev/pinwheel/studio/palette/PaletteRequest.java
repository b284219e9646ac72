package dev.pinwheel.studio.palette;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.page.PaletteCommand;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed, and where.
 *
 * @param number of the question in this page
 * @param openRun the run whose page it is; null on other pages
 * @param here commands of the view
 * @param everywhere commands of every page; those that the view offers, too, are left out
 * @param submits whether the viewer may submit runs in the workspace
 */
record PaletteRequest(
    int number,
    String text,
    Viewpoint viewpoint,
    @Nullable RunId openRun,
    List<PaletteCommand> here,
    List<PaletteCommand> everywhere,
    boolean submits,
    ZoneId zone) {

  /** A longer text is nobody's memory of an argument. */
  private static final int LONGEST = 200;

  PaletteRequest {
    text = text.strip();
    text = text.substring(0, Math.min(text.length(), LONGEST));
    here = List.copyOf(here);
    Set<String> offered = here.stream().map(PaletteCommand::label).collect(Collectors.toSet());
    everywhere = everywhere.stream().filter(command -> !offered.contains(command.label())).toList();
  }

  /** All that can be done, what belongs to the view first. */
  List<PaletteCommand> commands() {
    return Stream.concat(here.stream(), everywhere.stream()).toList();
  }
}
