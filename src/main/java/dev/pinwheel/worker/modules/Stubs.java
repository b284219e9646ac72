package dev.pinwheel.worker.modules;

import dev.pinwheel.worker.values.TypeNames;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stubs of interfaces: each annotated method calls a target of a module that runs elsewhere. */
final class Stubs {

  private Stubs() {}

  /**
   * A stub of the interface.
   *
   * @throws InvalidModule when the interface is misdeclared
   */
  static Object of(Class<?> type, TargetCalls calls) {
    ModuleScanner.Scanned module = ModuleScanner.scanInterface(type);
    Map<Method, TargetInterceptor> targets = new HashMap<>();
    for (TargetMethod target : module.targets()) {
      targets.put(target.method(), new TargetInterceptor(target, calls));
    }
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          TargetInterceptor target = targets.get(method);
          @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
          return target == null
              ? other(type, module.name(), proxy, method, given)
              : target.intercept(given);
        };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static @Nullable Object other(
      Class<?> type, String module, Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.isDefault()) {
      return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
          .unreflectSpecial(method, method.getDeclaringClass())
          .bindTo(proxy)
          .invokeWithArguments(arguments);
    }
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "stub of module " + module;
      default ->
          throw new UnsupportedOperationException(
              "%s.%s is no target. Annotate it with @Task or @Workflow."
                  .formatted(TypeNames.of(type), method.getName()));
    };
  }
}
