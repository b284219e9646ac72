package dev.pinwheel.worker.modules;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.ModuleDeclaration.ParameterDeclaration;
import dev.pinwheel.protocol.ModuleDeclaration.TargetDeclaration;
import dev.pinwheel.worker.values.UnreadableValue;
import dev.pinwheel.worker.values.UnserialisableValue;
import dev.pinwheel.worker.values.ValueCodec;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task or workflow: its method, and the codecs of its parameters and result. */
public record TargetMethod(
    String module,
    String name,
    String kind,
    String description,
    Method method,
    List<Parameter> parameters,
    ValueCodec result,
    CallOptions options) {

  /** One parameter; {@code declaration} is sent to the server. */
  record Parameter(ParameterDeclaration declaration, ValueCodec codec) {

    String name() {
      return declaration.name();
    }
  }

  TargetDeclaration declaration() {
    return new TargetDeclaration(
        name, kind, description, parameters.stream().map(Parameter::declaration).toList(), options);
  }

  List<String> parameterNames() {
    return parameters.stream().map(Parameter::name).toList();
  }

  /** How messages list the parameters that exist. */
  static String describe(List<String> parameterNames) {
    return parameterNames.isEmpty() ? "no parameters" : String.join(", ", parameterNames);
  }

  /**
   * The arguments as JSON texts.
   *
   * @throws UnserialisableValue naming target, parameter and path
   */
  public List<String> write(@Nullable Object[] arguments) {
    List<String> texts = new ArrayList<>(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      try {
        texts.add(parameters.get(i).codec().write(arguments[i]));
      } catch (UnserialisableValue e) {
        throw new UnserialisableValue(
            "Argument '%s' of %s cannot be sent. %s"
                .formatted(parameters.get(i).name(), this, e.getMessage()),
            e);
      }
    }
    return texts;
  }

  /**
   * The arguments from JSON texts.
   *
   * @throws UnreadableValue naming target, parameter and path
   */
  public @Nullable Object[] read(List<String> texts) {
    if (texts.size() != parameters.size()) {
      throw new UnreadableValue(
          "Expected %d arguments for %s (%s), found %d. Was it submitted for other code?"
              .formatted(
                  parameters.size(), this, String.join(", ", parameterNames()), texts.size()),
          null);
    }
    @Nullable Object[] arguments = new @Nullable Object[texts.size()];
    for (int i = 0; i < arguments.length; i++) {
      try {
        arguments[i] = parameters.get(i).codec().read(texts.get(i));
      } catch (UnreadableValue e) {
        throw new UnreadableValue(
            "Argument '%s' of %s %s".formatted(parameters.get(i).name(), this, e.getMessage()), e);
      }
    }
    return arguments;
  }

  @Override
  public String toString() {
    return module + ":" + name;
  }
}
