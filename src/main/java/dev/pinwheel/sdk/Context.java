package dev.pinwheel.sdk;

/**
 * The execution whose code is running, with its run, step and workspace.
 *
 * @param execution id of the execution, e.g. {@code R7K2:3:2}
 * @param run id of its run, {@code R7K2}
 * @param step id of its step, {@code R7K2:3}
 * @param attempt number of the attempt within the step, from 1
 * @param workspace name of the workspace it executes in
 * @param module name of the module
 * @param target name of the task or workflow
 */
public record Context(
    String execution,
    String run,
    String step,
    int attempt,
    String workspace,
    String module,
    String target) {

  /** Reads run, step and attempt from the id of an execution. */
  public static Context of(String execution, String workspace, String module, String target) {
    String[] parts = execution.split(":");
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "Expected the id of an execution such as R7K2:3:1, found '" + execution + "'.");
    }
    return new Context(
        execution,
        parts[0],
        parts[0] + ":" + parts[1],
        Integer.parseInt(parts[2]),
        workspace,
        module,
        target);
  }
}
