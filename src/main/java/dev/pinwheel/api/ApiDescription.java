package dev.pinwheel.api;

import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.parameter.WordsOf;
import dev.pinwheel.api.problem.ProblemType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.method.HandlerMethod;

/** The parts of the OpenAPI document that controllers and records do not describe themselves. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  private static final String PROBLEM = "Problem";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Pinwheel")
                .version("v1")
                .description(
                    "What concerns runs is seen from a workspace, and shows what executed there and in its bases. Fields without a value are left out.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/").description("This server")));
  }

  /** Names that generated clients can use, and what holds for every operation. */
  @Bean
  OperationCustomizer describedOperations() {
    return (operation, method) -> {
      operation.setOperationId(idOf(method));
      describeWorkspace(operation);
      listWords(operation, method);
      operation
          .getResponses()
          .addApiResponse(
              "default",
              new ApiResponse()
                  .description("A refusal, or an error of the server")
                  .content(
                      new Content()
                          .addMediaType(
                              "application/problem+json",
                              new MediaType()
                                  .schema(
                                      new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
      return operation;
    };
  }

  private static String idOf(HandlerMethod method) {
    String controller = method.getBeanType().getSimpleName().replace("Controller", "");
    String name = method.getMethod().getName();
    return Character.toLowerCase(controller.charAt(0))
        + controller.substring(1)
        + Character.toUpperCase(name.charAt(0))
        + name.substring(1);
  }

  /** The words of parameters that accept several of a closed set. */
  private static void listWords(Operation operation, HandlerMethod method) {
    for (MethodParameter parameter : method.getMethodParameters()) {
      WordsOf words = parameter.getParameterAnnotation(WordsOf.class);
      if (words != null) {
        operation.getParameters().stream()
            .filter(described -> described.getName().equals(parameter.getParameterName()))
            .forEach(
                described -> described.getSchema().setItems(EnumWordsConverter.of(words.value())));
      }
    }
  }

  private static void describeWorkspace(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getName().equals(ViewpointResolver.PARAMETER)) {
        parameter.setDescription("The workspace to look from, or to act in");
        parameter.setExample("production");
      }
    }
  }

  @Bean
  OpenApiCustomizer describedProblems() {
    return document -> {
      Map<String, Schema> schemas = document.getComponents().getSchemas();
      Objects.requireNonNull(schemas.get("ProblemType"))
          .getProperties()
          .put("type", problemTypes());
      // Types of libraries, which nothing refers to.
      document.getComponents().getSchemas().keySet().removeAll(Set.of("SseEmitter", "JsonNode"));
      document
          .getComponents()
          .addSchemas(
              PROBLEM,
              new Schema<>()
                  .types(Set.of("object"))
                  .description("A refusal in the form of RFC 9457.")
                  .properties(
                      Map.of(
                          "type",
                          problemTypes(),
                          "title",
                          new StringSchema()
                              .description("The type in a few words")
                              .example("Not found"),
                          "status",
                          new IntegerSchema().description("The status of the answer").example(404),
                          "detail",
                          new StringSchema().description("A sentence for people"),
                          "instance",
                          new StringSchema().description("The path that was asked")))
                  .required(List.of("type", "title", "status", "detail")));
    };
  }

  private static Schema<?> problemTypes() {
    return new StringSchema()
        .description("What kind of refusal it is")
        ._enum(Stream.of(ProblemType.values()).map(type -> type.uri().toString()).toList());
  }
}
