package dev.pinwheel.worker;

import dev.pinwheel.worker.modules.InvalidModule;
import java.util.List;

/** A module cannot be registered; each problem is a sentence that says what to change. */
public final class MisdeclaredModule extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  MisdeclaredModule(InvalidModule module) {
    super(message(module), module);
    this.problems = module.problems();
  }

  private static String message(InvalidModule module) {
    List<String> problems = module.problems();
    return problems.size() == 1
        ? problems.getFirst()
        : module.module() + " cannot be registered:\n- " + String.join("\n- ", problems);
  }

  /** What to change, one sentence each, at least one. */
  public List<String> problems() {
    return problems;
  }
}
