package dev.pinwheel.worker;

/**
 * The generated subclass of a module in which calls become steps, for containers that create
 * instances themselves: let the container create {@link #generated}, then register what it made by
 * {@link WorkerBuilder#module(ModuleClass, Object)}. Immutable.
 *
 * @param <T> the module's class
 */
public final class ModuleClass<T> {

  private final ModuleScanner.Scanned scanned;
  private final Subclasses.Generated generated;

  private ModuleClass(ModuleScanner.Scanned scanned, Subclasses.Generated generated) {
    this.scanned = scanned;
    this.generated = generated;
  }

  /**
   * Generates the subclass.
   *
   * @throws MisdeclaredModule when the class is no proper module
   */
  public static <T> ModuleClass<T> of(Class<T> module) {
    ModuleScanner.Scanned scanned = ModuleScanner.scanClass(module);
    return new ModuleClass<>(scanned, Subclasses.generate(scanned));
  }

  /** The class to create one instance of. */
  @SuppressWarnings("unchecked") // it is generated as a subclass of the module
  public Class<? extends T> generated() {
    return (Class<? extends T>) generated.type();
  }

  Class<?> type() {
    return scanned.type();
  }

  ModuleScanner.Scanned scanned() {
    return scanned;
  }

  Subclasses.Generated subclass() {
    return generated;
  }
}
