package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import org.jooq.DSLContext;

/**
 * Explains why executions were made and reused. What their lookups saw is shown as recorded then,
 * without what is not visible from the viewpoint (W4). Thread-safe.
 */
public final class Explanations {

  private final Database database;
  private final Payloads payloads;

  public Explanations(Database database, Payloads payloads) {
    this.database = database;
    this.payloads = payloads;
  }

  /**
   * Explains an execution.
   *
   * @throws Rejection (not found) when it is not visible from here
   */
  public Explanation get(Viewpoint viewpoint, ExecutionId execution) {
    return database.read(dsl -> {
      ExplanationFacts around = ExplanationFacts.load(dsl, viewpoint, execution.step());
      return around.facts().attempts(execution.step()).stream()
          .filter(attempt -> attempt.id().equals(execution))
          .findFirst()
          .map(attempt -> explain(dsl, viewpoint, around, attempt))
          .orElseThrow(() -> notVisible(viewpoint, execution));
    });
  }

  /**
   * Explains the current execution of a step (W5).
   *
   * @throws Rejection (not found) when nothing of it is visible from here
   */
  public Explanation getCurrent(Viewpoint viewpoint, StepId step) {
    return database.read(dsl -> {
      ExplanationFacts around = ExplanationFacts.load(dsl, viewpoint, step);
      return around
          .facts()
          .current(step)
          .map(current -> explain(dsl, viewpoint, around, current))
          .orElseThrow(() -> notVisible(viewpoint, step));
    });
  }

  private Explanation explain(
      DSLContext dsl, Viewpoint viewpoint, ExplanationFacts around, ExecutionFact execution) {
    return new ExplanationReader(dsl, payloads, viewpoint, around).read(execution);
  }

  private static Rejection notVisible(Viewpoint viewpoint, Object id) {
    return Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), id));
  }
}
