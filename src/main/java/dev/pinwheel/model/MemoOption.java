package dev.pinwheel.model;

import java.util.List;

/** Whether, and by which parameters, a call is memoized (M1). Unset is the absence of an option. */
public sealed interface MemoOption {

  /** Explicitly not memoized. */
  record Off() implements MemoOption {}

  /** By all parameters. */
  record All() implements MemoOption {}

  /** By these parameters; an empty list: one execution per run. */
  record Parameters(List<String> names) implements MemoOption {
    public Parameters {
      names = List.copyOf(names);
    }
  }
}
