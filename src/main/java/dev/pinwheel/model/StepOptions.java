package dev.pinwheel.model;

import java.util.List;

/**
 * The options of a step as they were resolved when it was created, or when it was re-run (W6).
 *
 * @param effective what counts; its memo component is null or off when the step is not memoized
 * @param callSite what the call site had overridden, kept to resolve afresh in a re-run
 * @param memoOrigin where the memo option came from (M2)
 * @param parameters names of the parameters, in the order of the arguments
 */
public record StepOptions(
    TargetOptions effective,
    TargetOptions callSite,
    MemoOrigin memoOrigin,
    List<String> parameters) {

  public StepOptions {
    parameters = List.copyOf(parameters);
  }
}
