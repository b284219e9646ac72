package dev.pinwheel.engine;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;

/**
 * To a worker that has not come back yet after the server's restart. It hears nothing: it asks
 * again, and is given its orders again, when it resumes its session.
 */
enum NoLink implements WorkerLink {
  INSTANCE;

  @Override
  public void execute(Order order) {}

  @Override
  public void stop(ExecutionId execution, String reason) {}

  @Override
  public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {}

  @Override
  public void settled(ExecutionId caller, Outcome outcome) {}
}
