package dev.pinwheel.query.run;

import java.util.List;

/**
 * Runs in which a text was found, the latest activity first; a run is in one list only.
 *
 * @param byId whose id is the text, or begins with it
 * @param byArguments whose arguments contain it
 * @param byError whose error contains it
 * @param older whether there are older runs, which were not searched
 */
public record FoundRuns(
    List<RunRow> byId, List<RunRow> byArguments, List<RunRow> byError, boolean older) {

  /** Nothing, where everything was searched. */
  public static final FoundRuns NONE = new FoundRuns(List.of(), List.of(), List.of(), false);

  public FoundRuns {
    byId = List.copyOf(byId);
    byArguments = List.copyOf(byArguments);
    byError = List.copyOf(byError);
  }
}
