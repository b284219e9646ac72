package dev.pinwheel.worker;

import dev.pinwheel.worker.modules.InvalidModule;
import dev.pinwheel.worker.modules.ModuleScanner;
import dev.pinwheel.worker.modules.PreparedModule;
import dev.pinwheel.worker.modules.Subclasses;

/**
 * The generated subclass of a module in which calls become steps, for containers that create
 * instances themselves: let the container create {@link #generated}, then register what it made by
 * {@link WorkerBuilder#module(ModuleClass, Object)}. Immutable.
 *
 * @param <T> the module's class
 */
public final class ModuleClass<T> {

  private final PreparedModule prepared;

  private ModuleClass(PreparedModule prepared) {
    this.prepared = prepared;
  }

  /**
   * Generates the subclass.
   *
   * @throws MisdeclaredModule when the class cannot be a module
   */
  public static <T> ModuleClass<T> of(Class<T> module) {
    try {
      return new ModuleClass<>(
          Subclasses.generate(ModuleScanner.scanClass(module), RunningExecution::intercept));
    } catch (InvalidModule e) {
      throw new MisdeclaredModule(e);
    }
  }

  /** The class to create one instance of. */
  @SuppressWarnings("unchecked") // it is generated as a subclass of the module
  public Class<? extends T> generated() {
    return (Class<? extends T>) prepared.subclass();
  }

  PreparedModule prepared() {
    return prepared;
  }
}
