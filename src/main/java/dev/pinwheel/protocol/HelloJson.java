package dev.pinwheel.protocol;

import dev.pinwheel.protocol.ModuleDeclaration.ParameterDeclaration;
import dev.pinwheel.protocol.ModuleDeclaration.TargetDeclaration;
import dev.pinwheel.protocol.WorkerMessage.Hello;
import java.util.List;

/** How a worker introduces itself, as JSON. */
final class HelloJson {

  private HelloJson() {}

  static void write(JsonObjectWriter json, Hello hello) {
    json.number("protocol", (long) hello.protocolVersion())
        .text("worker", hello.worker())
        .text("workspace", hello.workspace())
        .text("codeVersion", hello.codeVersion())
        .number("concurrency", (long) hello.concurrency())
        .text("instance", hello.instance())
        .texts("executions", hello.executions())
        .objects("modules", hello.modules(), HelloJson::module);
  }

  private static void module(JsonObjectWriter json, ModuleDeclaration module) {
    json.text("module", module.module()).objects("targets", module.targets(), HelloJson::target);
  }

  private static void target(JsonObjectWriter json, TargetDeclaration target) {
    json.text("name", target.name())
        .text("kind", target.kind())
        .text("description", target.description())
        .objects("parameters", target.parameters(), HelloJson::parameter)
        .object("options", target.options(), CallOptionsJson::write);
  }

  private static void parameter(JsonObjectWriter json, ParameterDeclaration parameter) {
    json.text("name", parameter.name())
        .verbatim("schema", parameter.schema())
        .flag("required", parameter.required())
        .verbatim("defaultValue", parameter.defaultValue());
  }

  /** Looks at the version first: what follows may be different in another one. */
  static Hello read(JsonFields hello) {
    String worker = hello.textOrNull("worker");
    int version = hello.smallNumber("protocol");
    if (version != Protocol.VERSION) {
      throw new MalformedMessage(
          "Expected protocol version %d, but worker '%s' speaks %d. Use a worker of the server's version."
              .formatted(Protocol.VERSION, worker, version));
    }
    List<String> executions = hello.textsOrNull("executions");
    return new Hello(
        version,
        hello.text("worker"),
        hello.text("workspace"),
        hello.text("codeVersion"),
        hello.smallNumber("concurrency"),
        hello.objects("modules").stream().map(HelloJson::module).toList(),
        hello.text("instance"),
        executions == null ? List.of() : executions);
  }

  private static ModuleDeclaration module(JsonFields module) {
    return new ModuleDeclaration(
        module.text("module"), module.objects("targets").stream().map(HelloJson::target).toList());
  }

  private static TargetDeclaration target(JsonFields target) {
    String description = target.textOrNull("description");
    JsonFields options = target.objectOrNull("options");
    return new TargetDeclaration(
        target.text("name"),
        target.text("kind"),
        description == null ? "" : description,
        target.objects("parameters").stream().map(HelloJson::parameter).toList(),
        options == null ? CallOptions.NONE : CallOptionsJson.read(options));
  }

  private static ParameterDeclaration parameter(JsonFields parameter) {
    String schema = parameter.textOrNull("schema");
    boolean isSchema =
        schema == null || schema.startsWith("{") || schema.equals("true") || schema.equals("false");
    if (!isSchema) {
      throw new MalformedMessage("Expected a JSON Schema in 'schema', an object, true or false.");
    }
    return new ParameterDeclaration(
        parameter.text("name"),
        schema == null ? "{}" : schema,
        parameter.flag("required"),
        parameter.textOrNull("defaultValue"));
  }
}
