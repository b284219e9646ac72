package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.ModuleDeclaration.ParameterDeclaration;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.sdk.Param;
import dev.pinwheel.worker.values.ObjectSchemas;
import dev.pinwheel.worker.values.Schemas;
import dev.pinwheel.worker.values.UnreadableValue;
import dev.pinwheel.worker.values.ValueCodec;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads the parameters of one target and reports mistakes. */
final class ParameterScanner {

  private final Method method;
  private final String where;
  private final List<String> problems;

  ParameterScanner(Method method, String where, List<String> problems) {
    this.method = method;
    this.where = where;
    this.problems = problems;
  }

  /** The valid parameters; each invalid one has become a problem. */
  List<TargetMethod.Parameter> scan() {
    List<TargetMethod.Parameter> parameters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Parameter parameter : method.getParameters()) {
      String name = name(parameter);
      if (name == null) {
        problems.add(
            "%s has parameters without names. Compile with -parameters, or name each with @Param(\"…\")."
                .formatted(where));
        return parameters;
      }
      if (!names.add(name)) {
        problems.add("%s has two parameters named '%s'.".formatted(where, name));
        continue;
      }
      if (name.length() > Protocol.MAX_NAME) {
        problems.add(
            "%s has a parameter with a name of %d characters. Expected at most %d."
                .formatted(where, name.length(), Protocol.MAX_NAME));
        continue;
      }
      TargetMethod.Parameter scanned = parameter(parameter, name);
      if (scanned != null) {
        parameters.add(scanned);
      }
    }
    return parameters;
  }

  private static @Nullable String name(Parameter parameter) {
    Param param = parameter.getAnnotation(Param.class);
    if (param != null && !param.value().isEmpty()) {
      return param.value();
    }
    return parameter.isNamePresent() ? parameter.getName() : null;
  }

  private TargetMethod.@Nullable Parameter parameter(Parameter parameter, String name) {
    ValueCodec codec = ValueCodec.of(parameter.getParameterizedType());
    ObjectNode schema;
    try {
      schema = Schemas.of(codec.type());
    } catch (Schemas.Unsupported e) {
      problems.add("Parameter '%s' of %s %s.".formatted(name, where, e.getMessage()));
      return null;
    }
    Param param = parameter.getAnnotation(Param.class);
    if (param != null && !param.description().isEmpty()) {
      schema.put("description", param.description());
    }
    String defaultValue = param == null ? null : defaultValue(param, name, schema, codec);
    boolean required =
        defaultValue == null
            && !ObjectSchemas.isOptional(parameter.getType())
            && !ObjectSchemas.isNullable(parameter, parameter.getAnnotatedType());
    return new TargetMethod.Parameter(
        new ParameterDeclaration(name, schema.toString(), required, defaultValue), codec);
  }

  private @Nullable String defaultValue(
      Param param, String name, ObjectNode schema, ValueCodec codec) {
    if (param.defaultValue().length == 0) {
      return null;
    }
    if (param.defaultValue().length > 1) {
      problems.add(
          "Parameter '%s' of %s has %d defaults. Expected at most one."
              .formatted(name, where, param.defaultValue().length));
      return null;
    }
    String text = param.defaultValue()[0];
    boolean isText = schema.path("type").asString("").equals("string");
    String json = isText ? StringNode.valueOf(text).toString() : text;
    try {
      return codec.write(codec.read(json));
    } catch (UnreadableValue e) {
      problems.add(
          "The default '%s' of parameter '%s' of %s %s"
              .formatted(text, name, where, e.getMessage()));
      return null;
    }
  }
}
