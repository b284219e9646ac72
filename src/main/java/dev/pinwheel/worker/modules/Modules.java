package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.ModuleDeclaration;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.worker.values.TypeNames;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a worker: scans the registered classes, generates their subclasses and creates one
 * instance of each, with what its constructor asks for.
 */
public final class Modules {

  /**
   * A registered class.
   *
   * @param factory creates the instance; null when the worker is to call the constructor
   * @param prepared the module, when its subclass was generated before
   */
  public record Registration(
      Class<?> type, @Nullable Function<Class<?>, ?> factory, @Nullable PreparedModule prepared) {

    /** A class; without a factory, the worker calls its constructor. */
    public static Registration of(Class<?> type, @Nullable Function<Class<?>, ?> factory) {
      return new Registration(type, factory, null);
    }

    /** A module that was prepared before, and its instance. */
    public static Registration of(PreparedModule prepared, Object instance) {
      return new Registration(prepared.module().type(), generated -> instance, prepared);
    }

    private ModuleScanner.Scanned scan() {
      return prepared == null ? ModuleScanner.scanClass(type) : prepared.module();
    }

    private PreparedModule prepare(ModuleScanner.Scanned module, TargetCalls calls) {
      return prepared == null ? Subclasses.generate(module, calls) : prepared;
    }
  }

  /**
   * A target that can be run.
   *
   * @param body (instance, arguments) to result
   */
  public record Runner(TargetMethod target, Object instance, MethodHandle body) {

    /** Runs the author's code. */
    public @Nullable Object run(@Nullable Object[] arguments) throws Throwable {
      return body.invokeExact(instance, arguments);
    }
  }

  private final Map<Class<?>, Registration> registrations = new LinkedHashMap<>();
  private final Map<Class<?>, Object> provided;
  private final TargetCalls calls;
  private final Map<Class<?>, Object> instances = new HashMap<>();
  private final Deque<Class<?>> underConstruction = new ArrayDeque<>();
  private final Map<String, Map<String, Runner>> targets = new HashMap<>();
  private final Map<Class<?>, ModuleScanner.Scanned> scanned = new LinkedHashMap<>();

  private Modules(
      List<Registration> registrations, Map<Class<?>, Object> provided, TargetCalls calls) {
    this.provided = provided;
    this.calls = calls;
    registrations.forEach(
        registration -> this.registrations.put(registration.type(), registration));
  }

  /**
   * Creates the modules.
   *
   * @param provided what constructors may ask for, by type
   * @param calls makes the calls of targets
   * @throws InvalidModule when a module cannot be registered or created
   */
  public static Modules create(
      List<Registration> registrations, Map<Class<?>, Object> provided, TargetCalls calls) {
    Modules modules = new Modules(registrations, provided, calls);
    modules.scan();
    modules.registrations.keySet().forEach(modules::instance);
    return modules;
  }

  private void scan() {
    List<String> problems = new ArrayList<>();
    Map<String, Class<?>> names = new HashMap<>();
    for (Registration registration : registrations.values()) {
      Class<?> type = registration.type();
      try {
        ModuleScanner.Scanned module = registration.scan();
        Class<?> other = names.putIfAbsent(module.name(), type);
        if (other != null) {
          problems.add(
              "%s and %s are both the module '%s'. Give one of them another name."
                  .formatted(TypeNames.of(other), TypeNames.of(type), module.name()));
        }
        scanned.put(type, module);
      } catch (InvalidModule e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidModule("The worker's modules", problems);
    }
  }

  public List<ModuleDeclaration> declarations() {
    return scanned.values().stream().map(ModuleScanner.Scanned::declaration).toList();
  }

  /** The target, or nothing when it does not run here. */
  public Optional<Runner> find(String module, String target) {
    return Optional.ofNullable(targets.getOrDefault(module, Map.of()).get(target));
  }

  private Object instance(Class<?> type) {
    Object existing = instances.get(type);
    if (existing != null) {
      return existing;
    }
    if (underConstruction.contains(type)) {
      throw refusal(
          type,
          "The constructors of %s need each other. Remove one of these dependencies."
              .formatted(
                  underConstruction.reversed().stream()
                      .map(TypeNames::of)
                      .collect(Collectors.joining(" and "))));
    }
    underConstruction.push(type);
    try {
      ModuleScanner.Scanned module = Objects.requireNonNull(scanned.get(type));
      Registration registration = Objects.requireNonNull(registrations.get(type));
      PreparedModule prepared = registration.prepare(module, calls);
      Object instance = create(registration, prepared.subclass());
      instances.put(type, instance);
      Map<String, Runner> byName = new HashMap<>();
      for (int i = 0; i < module.targets().size(); i++) {
        TargetMethod target = module.targets().get(i);
        byName.put(target.name(), new Runner(target, instance, prepared.bodies().get(i)));
      }
      targets.put(module.name(), byName);
      return instance;
    } finally {
      underConstruction.pop();
    }
  }

  private Object create(Registration registration, Class<?> generated) {
    Function<Class<?>, ?> factory = registration.factory();
    if (factory == null) {
      return construct(registration.type(), generated);
    }
    Object instance = factory.apply(generated);
    if (!generated.isInstance(instance)) {
      throw refusal(
          registration.type(),
          "The factory of %s returned %s. Expected an instance of the class it was given, so that calls become steps: type -> injector.create(type)."
              .formatted(
                  TypeNames.of(registration.type()),
                  instance == null ? "null" : "a " + TypeNames.of(instance.getClass())));
    }
    return instance;
  }

  private Object construct(Class<?> type, Class<?> generated) {
    List<Constructor<?>> constructors =
        Arrays.stream(generated.getDeclaredConstructors())
            .filter(constructor -> !Modifier.isPrivate(constructor.getModifiers()))
            .filter(constructor -> !constructor.isSynthetic())
            .toList();
    if (constructors.size() != 1) {
      throw refusal(
          type,
          "%s has %s constructors that are not private. Expected exactly one, or register it with a factory."
              .formatted(TypeNames.of(type), constructors.isEmpty() ? "no" : constructors.size()));
    }
    Constructor<?> constructor = constructors.getFirst();
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes())
            .map(parameter -> argument(type, parameter))
            .toArray();
    try {
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "The constructor of %s threw %s".formatted(TypeNames.of(type), e.getCause()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot create " + TypeNames.of(type), e);
    }
  }

  private Object argument(Class<?> module, Class<?> parameter) {
    if (registrations.containsKey(parameter)) {
      return instance(parameter);
    }
    Object value = provided.get(parameter);
    if (value != null) {
      return value;
    }
    if (parameter.isInterface() && parameter.isAnnotationPresent(Module.class)) {
      return instances.computeIfAbsent(parameter, type -> Stubs.of(type, calls));
    }
    throw refusal(
        module,
        "The constructor of %s asks for %s. Register that as a module, make it an interface with @Module, supply it with provide(%2$s.class, …), or register %1$s with a factory."
            .formatted(TypeNames.of(module), TypeNames.of(parameter)));
  }

  private static InvalidModule refusal(Class<?> type, String problem) {
    return new InvalidModule(TypeNames.of(type), List.of(problem));
  }
}
