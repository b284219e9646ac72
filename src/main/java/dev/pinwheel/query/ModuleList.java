package dev.pinwheel.query;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.util.List;
import java.util.Optional;

/** The modules as declared for a workspace through its chain (W6). Thread-safe. */
public final class ModuleList {

  private final Database database;
  private final Payloads payloads;
  private final RunList runs;

  public ModuleList(Database database, Payloads payloads, RunList runs) {
    this.database = database;
    this.payloads = payloads;
    this.runs = runs;
  }

  /** All modules, by name; last runs are filled in for workflows only. */
  public List<ModuleView> list(Viewpoint viewpoint) {
    throw new UnsupportedOperationException();
  }

  /** A target as seen from here. */
  public Optional<TargetView> findTarget(Viewpoint viewpoint, String module, String target) {
    throw new UnsupportedOperationException();
  }

  /** The arguments of the last visible run of a workflow, for "same as last run". */
  public Optional<LastArguments> findLastArguments(
      Viewpoint viewpoint, String module, String workflow) {
    throw new UnsupportedOperationException();
  }

  /** The arguments with which a run was submitted, for "start a new run". */
  public Optional<LastArguments> findArguments(Viewpoint viewpoint, RunId run) {
    throw new UnsupportedOperationException();
  }

  /**
   * Arguments of a run.
   *
   * @param arguments one value per parameter
   */
  public record LastArguments(RunId run, List<Json> arguments) {
    public LastArguments {
      arguments = List.copyOf(arguments);
    }
  }
}
