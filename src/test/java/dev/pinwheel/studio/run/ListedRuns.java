package dev.pinwheel.studio.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.State;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of the list of runs. */
public final class ListedRuns {

  private ListedRuns() {}

  /** Runs that are done, numbered from 1. */
  public static List<RunRow> allDone(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(ListedRuns::done).toList();
  }

  /** A run that is done. */
  public static RunRow done(int number) {
    return row(number, State.DONE, 0, List.of());
  }

  /** A run that goes on in production. */
  public static RunRow running(int number, int openHere) {
    return row(number, State.RUNNING, openHere, List.of(RunTreeBuilder.PRODUCTION.name()));
  }

  /** A run that failed, with so many failed steps. */
  public static RunRow failed(int number, int steps) {
    return row(number, State.FAILED, 0, List.of(), steps);
  }

  public static RunRow row(int number, State status, int openHere, List<WorkspaceName> openIn) {
    return row(number, status, openHere, openIn, 0);
  }

  @SuppressWarnings("NullAway") // it does not see that the error may be null
  private static RunRow row(
      int number, State status, int openHere, List<WorkspaceName> openIn, int failed) {
    return new RunRow(
        new RunId(number),
        "users",
        "welcome",
        "userId \"u1\"",
        status,
        null,
        null,
        !openIn.isEmpty(),
        openHere,
        openIn,
        false,
        false,
        failed,
        0,
        1,
        1,
        RunTreeBuilder.PRODUCTION.name(),
        List.of(),
        RunTreeBuilder.NINE,
        RunTreeBuilder.NINE,
        null,
        0,
        0,
        "local");
  }
}
