package dev.pinwheel.worker.modules;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.NamingStrategy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.attribute.MethodAttributeAppender;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * Generates the subclass of a module in which each target's method makes a step, and beside it a
 * method that runs the author's code.
 */
public final class Subclasses {

  private static final String BODY = "pinwheel$body$";

  private Subclasses() {}

  /**
   * Generates the subclass.
   *
   * @param calls makes the calls of the targets
   */
  public static PreparedModule generate(ModuleScanner.Scanned module, TargetCalls calls) {
    DynamicType.Builder<?> builder =
        new ByteBuddy()
            .with(new NamingStrategy.SuffixingRandom("Pinwheel"))
            .subclass(
                module.type(),
                // Containers look for their annotations at constructors and parameters.
                ConstructorStrategy.Default.IMITATE_SUPER_CLASS.with(
                    MethodAttributeAppender.ForInstrumentedMethod.EXCLUDING_RECEIVER));
    for (int i = 0; i < module.targets().size(); i++) {
      TargetMethod target = module.targets().get(i);
      builder =
          builder
              .method(ElementMatchers.is(target.method()))
              .intercept(MethodDelegation.to(new TargetInterceptor(target, calls)))
              .defineMethod(BODY + i, target.method().getReturnType(), Visibility.PUBLIC)
              .withParameters((Type[]) target.method().getParameterTypes())
              .throwing((Type[]) target.method().getExceptionTypes())
              .intercept(MethodCall.invoke(target.method()).onSuper().withAllArguments());
    }
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(module.type(), MethodHandles.lookup());
      try (DynamicType.Unloaded<?> unloaded = builder.make()) {
        Class<?> type =
            unloaded
                .load(module.type().getClassLoader(), ClassLoadingStrategy.UsingLookup.of(lookup))
                .getLoaded();
        return new PreparedModule(module, type, bodies(module, type, lookup.in(type)));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Cannot generate a subclass of " + module.type(), e);
    }
  }

  private static List<MethodHandle> bodies(
      ModuleScanner.Scanned module, Class<?> type, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    List<MethodHandle> bodies = new ArrayList<>();
    for (int i = 0; i < module.targets().size(); i++) {
      TargetMethod target = module.targets().get(i);
      MethodType signature =
          MethodType.methodType(
              target.method().getReturnType(), target.method().getParameterTypes());
      try {
        bodies.add(
            lookup
                .findVirtual(type, BODY + i, signature)
                .asSpreader(Object[].class, signature.parameterCount())
                .asType(MethodType.methodType(Object.class, Object.class, Object[].class)));
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException("Expected a generated body of " + target + ".", e);
      }
    }
    return bodies;
  }
}
