package dev.pinwheel.model;

/** A target is a task or a workflow; a call of a workflow starts another run (M12). */
public enum TargetKind {
  TASK,
  WORKFLOW
}
