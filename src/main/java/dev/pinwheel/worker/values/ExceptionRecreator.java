package dev.pinwheel.worker.values;

import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.sdk.ExecutionFailed;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Creates exceptions of the class that was thrown on the other side. */
final class ExceptionRecreator {

  private record Key(ClassLoader loader, String type) {}

  private static final Map<Key, Optional<Constructor<?>>> CONSTRUCTORS = new ConcurrentHashMap<>();

  private ExceptionRecreator() {}

  /** The exception with the failure's message, or nothing when it cannot be created here. */
  static Optional<Throwable> create(
      WireFailure failure, ExecutionFailed cause, ClassLoader loader) {
    Key key = new Key(loader, failure.type());
    Constructor<?> constructor =
        CONSTRUCTORS.computeIfAbsent(key, ExceptionRecreator::constructor).orElse(null);
    if (constructor == null) {
      return Optional.empty();
    }
    try {
      if (constructor.getParameterCount() == 2) {
        return Optional.of((Throwable) constructor.newInstance(failure.message(), cause));
      }
      Throwable original = (Throwable) constructor.newInstance(failure.message());
      if (original.getCause() == null) {
        original.initCause(cause);
      } else {
        original.addSuppressed(cause);
      }
      return Optional.of(original);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<Constructor<?>> constructor(Key key) {
    try {
      Class<?> type = Class.forName(key.type(), false, key.loader());
      boolean rethrowable =
          Throwable.class.isAssignableFrom(type)
              && !Modifier.isAbstract(type.getModifiers())
              && !VirtualMachineError.class.isAssignableFrom(type)
              && !LinkageError.class.isAssignableFrom(type)
              && !ExecutionFailed.class.isAssignableFrom(type);
      return rethrowable
          ? find(type, String.class).or(() -> find(type, String.class, Throwable.class))
          : Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static Optional<Constructor<?>> find(Class<?> type, Class<?>... parameters) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      if (!Modifier.isPublic(type.getModifiers() & constructor.getModifiers())) {
        constructor.setAccessible(true);
      }
      return Optional.of(constructor);
    } catch (NoSuchMethodException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
