package dev.pinwheel.worker.values;

import java.lang.reflect.Method;
import java.util.stream.Collectors;
import tools.jackson.databind.JavaType;

/** Types and methods as messages show them: without packages. */
public final class TypeNames {

  private TypeNames() {}

  public static String of(JavaType type) {
    if (type.isArrayType()) {
      return of(type.getContentType()) + "[]";
    }
    String name = of(type.getRawClass());
    if (!type.hasGenericTypes()) {
      return name;
    }
    return type.getBindings().getTypeParameters().stream()
        .map(TypeNames::of)
        .collect(Collectors.joining(", ", name + "<", ">"));
  }

  public static String of(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null || type.isAnonymousClass()
        ? type.getSimpleName()
        : of(outer) + "." + type.getSimpleName();
  }

  public static String of(Method method) {
    return of(method.getDeclaringClass()) + "." + method.getName();
  }
}
