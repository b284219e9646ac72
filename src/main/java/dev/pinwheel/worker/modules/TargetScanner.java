package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.worker.values.Schemas;
import dev.pinwheel.worker.values.TypeNames;
import dev.pinwheel.worker.values.ValueCodec;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one method of a module and reports why it cannot be a target. */
public final class TargetScanner {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

  private final String module;
  private final boolean ofInterface;
  private final List<String> problems;

  TargetScanner(String module, boolean ofInterface, List<String> problems) {
    this.module = module;
    this.ofInterface = ofInterface;
    this.problems = problems;
  }

  static boolean isTarget(Method method) {
    return method.isAnnotationPresent(Task.class) || method.isAnnotationPresent(Workflow.class);
  }

  /** The target, or nothing when it is invalid. */
  Optional<TargetMethod> scan(Method method) {
    int before = problems.size();
    String where = TypeNames.of(method);
    checkModifiers(method, where);
    List<TargetMethod.Parameter> parameters = new ParameterScanner(method, where, problems).scan();
    ValueCodec result = result(method, where);
    if (problems.size() > before) {
      return Optional.empty();
    }
    List<String> names = parameters.stream().map(TargetMethod.Parameter::name).toList();
    OptionReader reader = new OptionReader(where, names, problems);
    Task task = method.getAnnotation(Task.class);
    Workflow workflow = method.getAnnotation(Workflow.class);
    CallOptions options =
        task != null
            ? reader.read(task.memo(), task.cache(), task.retries(), task.timeout())
            : reader.read(
                workflow.memo(), workflow.cache(), workflow.retries(), workflow.timeout());
    String given = task != null ? task.name() : workflow.name();
    String name = given.isEmpty() ? method.getName() : given;
    if (!NAME.matcher(name).matches()) {
      problems.add(
          "%s is named '%s'. Expected letters, digits, _ and -, beginning with a letter."
              .formatted(where, name));
    } else if (name.length() > Protocol.MAX_NAME) {
      problems.add(
          "%s has a name of %d characters. Expected at most %d."
              .formatted(where, name.length(), Protocol.MAX_NAME));
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new TargetMethod(
                module,
                name,
                task != null ? "task" : "workflow",
                task != null ? task.description() : workflow.description(),
                method,
                parameters,
                result,
                options));
  }

  private void checkModifiers(Method method, String where) {
    if (method.isAnnotationPresent(Task.class) && method.isAnnotationPresent(Workflow.class)) {
      problems.add("%s is both a task and a workflow. Remove one annotation.".formatted(where));
    }
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers)) {
      problems.add(
          "%s is private, so that its calls could not become steps. Remove 'private'."
              .formatted(where));
    }
    if (Modifier.isStatic(modifiers)) {
      problems.add(
          "%s is static, so that its calls could not become steps. Remove 'static'."
              .formatted(where));
    }
    if (Modifier.isFinal(modifiers)) {
      problems.add(
          "%s is final, so that its calls could not become steps. Remove 'final'."
              .formatted(where));
    }
    if (Modifier.isAbstract(modifiers) && !ofInterface) {
      problems.add("%s is abstract. Give it a body.".formatted(where));
    }
    if (method.getTypeParameters().length > 0) {
      problems.add(
          "%s has type parameters, so that its values could not be read back. Declare real types."
              .formatted(where));
    }
  }

  private ValueCodec result(Method method, String where) {
    ValueCodec result = ValueCodec.of(method.getGenericReturnType());
    if (!result.type().hasRawClass(void.class) && !result.type().hasRawClass(Void.class)) {
      try {
        Schemas.of(result.type());
      } catch (Schemas.Unsupported e) {
        problems.add("The result of %s %s.".formatted(where, e.getMessage()));
      }
    }
    return result;
  }
}
