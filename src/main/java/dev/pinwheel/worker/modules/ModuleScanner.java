package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.ModuleDeclaration;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.worker.values.TypeNames;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a class or interface annotated as a module and refuses it when it is misdeclared. */
public final class ModuleScanner {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

  /** A valid module. */
  record Scanned(String name, Class<?> type, List<TargetMethod> targets) {

    ModuleDeclaration declaration() {
      return new ModuleDeclaration(name, targets.stream().map(TargetMethod::declaration).toList());
    }
  }

  private final Class<?> type;
  private final List<String> problems = new ArrayList<>();

  private ModuleScanner(Class<?> type) {
    this.type = type;
  }

  /**
   * Reads a module that is to run here.
   *
   * @throws InvalidModule with every problem it has
   */
  public static Scanned scanClass(Class<?> type) {
    ModuleScanner scanner = new ModuleScanner(type);
    scanner.checkClass();
    return scanner.scan();
  }

  /**
   * Reads an interface through which targets elsewhere are called.
   *
   * @throws InvalidModule with every problem it has
   */
  static Scanned scanInterface(Class<?> type) {
    return new ModuleScanner(type).scan();
  }

  private void checkClass() {
    String where = TypeNames.of(type);
    int modifiers = type.getModifiers();
    if (type.isInterface()) {
      problems.add(
          "%s is an interface, which has no code to run. Register a class; an interface serves as a constructor parameter."
              .formatted(where));
    } else if (type.isRecord() || type.isEnum()) {
      problems.add(
          "%s is a %s, which cannot have a subclass. Make it a class."
              .formatted(where, type.isRecord() ? "record" : "enum"));
    } else if (Modifier.isFinal(modifiers) || type.isSealed()) {
      problems.add(
          "%s is %s, so that its calls could not become steps. Remove '%2$s'."
              .formatted(where, type.isSealed() ? "sealed" : "final"));
    } else if (Modifier.isAbstract(modifiers)) {
      problems.add("%s is abstract. Register a class that can be created.".formatted(where));
    }
    if (Modifier.isPrivate(modifiers)) {
      problems.add("%s is private. Remove 'private'.".formatted(where));
    }
    if (type.isLocalClass() || type.isAnonymousClass()) {
      problems.add("%s is declared inside a method. Move it out.".formatted(where));
    } else if (type.isMemberClass() && !Modifier.isStatic(modifiers) && !type.isInterface()) {
      problems.add("%s is an inner class. Make it static.".formatted(where));
    }
    if (type.getSimpleName().contains("$Pinwheel") || type.isHidden()) {
      problems.add(
          "%s is a generated class. Register the class it was made from.".formatted(where));
    }
  }

  private Scanned scan() {
    String where = TypeNames.of(type);
    Module module = type.getAnnotation(Module.class);
    String name = module == null ? "" : module.value();
    if (module == null) {
      problems.add("%s has no @Module annotation. Add @Module(\"name\").".formatted(where));
    } else if (!NAME.matcher(name).matches()) {
      problems.add(
          "%s names its module '%s'. Expected letters, digits, _, - and ., beginning with a letter."
              .formatted(where, name));
    } else if (name.length() > Protocol.MAX_NAME) {
      problems.add(
          "%s names its module with %d characters. Expected at most %d."
              .formatted(where, name.length(), Protocol.MAX_NAME));
    }
    Map<String, TargetMethod> targets = new LinkedHashMap<>();
    TargetScanner scanner = new TargetScanner(name, type.isInterface(), problems);
    List<Method> methods = targetMethods();
    for (Method method : methods) {
      scanner.scan(method).ifPresent(target -> add(targets, target));
    }
    if (methods.isEmpty()) {
      problems.add(
          "%s has no targets. Annotate a method with @Task or @Workflow.".formatted(where));
    }
    if (!problems.isEmpty()) {
      throw new InvalidModule(where, problems);
    }
    return new Scanned(name, type, List.copyOf(targets.values()));
  }

  private void add(Map<String, TargetMethod> targets, TargetMethod target) {
    TargetMethod other = targets.putIfAbsent(target.name(), target);
    if (other != null) {
      problems.add(
          "%s has two targets named '%s': %s and %s. Give one of them another name, e.g. @Task(name = \"…\")."
              .formatted(
                  TypeNames.of(type),
                  target.name(),
                  signature(other.method()),
                  signature(target.method())));
    }
  }

  /** Annotated methods of the class and what it inherits, without those that are overridden. */
  private List<Method> targetMethods() {
    List<Method> targets = new ArrayList<>();
    Set<String> overridden = new HashSet<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      Method[] declared = at.getDeclaredMethods();
      Arrays.sort(declared, Comparator.comparing(Method::toString));
      for (Method method : declared) {
        boolean first =
            Modifier.isPrivate(method.getModifiers()) || overridden.add(signature(method));
        if (first && !method.isBridge() && TargetScanner.isTarget(method)) {
          targets.add(method);
        }
      }
    }
    return targets;
  }

  /** The targets of a module whose registration succeeded before, by method. */
  static Optional<TargetMethod> find(Scanned scanned, Method method) {
    return scanned.targets().stream().filter(t -> t.method().equals(method)).findFirst();
  }

  private static String signature(Method method) {
    StringBuilder text = new StringBuilder(method.getName()).append('(');
    for (Class<?> parameter : method.getParameterTypes()) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ")
          .append(TypeNames.of(parameter));
    }
    return text.append(')').toString();
  }
}
