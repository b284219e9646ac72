package dev.pinwheel.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes a refusal of the API where no controller is reached, as problem+json. */
public final class ProblemResponse {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ProblemResponse() {}

  /** Whether a refusal of the request is to be JSON. */
  public static boolean isForApi(String requestUri) {
    return requestUri.startsWith("/api");
  }

  /** The type for a status that is no controller's. What is not implemented is malformed, too. */
  public static ProblemType typeOf(int status) {
    return Stream.of(ProblemType.values())
        .filter(type -> type.status().value() == status && type != ProblemType.INVALID_ARGUMENT)
        .findFirst()
        .orElse(ProblemType.MALFORMED_REQUEST);
  }

  /** Answers with a problem and a sentence. */
  public static void write(HttpServletResponse response, ProblemType type, String sentence)
      throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", type.uri().toString());
    problem.put("title", type.title());
    problem.put("status", type.status().value());
    problem.put("detail", sentence);
    response.setStatus(type.status().value());
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getWriter().write(MAPPER.writeValueAsString(problem));
  }
}
