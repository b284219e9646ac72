package dev.pinwheel.worker.modules;

import java.util.List;

/** A module cannot be registered; each problem is a sentence that says what to change. */
public final class InvalidModule extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String module;
  private final transient List<String> problems;

  InvalidModule(String module, List<String> problems) {
    super(module + ": " + problems);
    this.module = module;
    this.problems = List.copyOf(problems);
  }

  /** How messages name the module. */
  public String module() {
    return module;
  }

  /** What to change, at least one sentence. */
  public List<String> problems() {
    return problems;
  }
}
