package dev.pinwheel.worker.modules;

import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * A module whose subclass has been generated.
 *
 * @param module what the class declares
 * @param subclass the class to create one instance of
 * @param bodies for each target of the module, in order: (instance, arguments) to result
 */
public record PreparedModule(
    ModuleScanner.Scanned module, Class<?> subclass, List<MethodHandle> bodies) {}
