package dev.pinwheel.api.problem;

import dev.pinwheel.model.Rejection;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * Answers unknown paths below {@code /api} with a problem; otherwise the Studio would answer with a
 * page.
 */
@Configuration(proxyBeanMethods = false)
class UnknownPathHandler {

  /** After the controllers (order 0) and the sockets (1), before the pages. */
  private static final int ORDER = 100;

  /** The pages of the documentation, below {@code /api/swagger-ui/}, are none of these. */
  private static final String[] PATTERNS = {"/api", "/api/", "/api/*", "/api/{version:v[0-9]+}/**"};

  @Bean
  HandlerMapping unknownApiPaths() {
    // As a method, so that its exception is handled like that of any controller.
    HandlerMethod refuse =
        new HandlerMethod(
            new Refusal(),
            Objects.requireNonNull(
                ReflectionUtils.findMethod(Refusal.class, "refuse", WebRequest.class)));
    SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping();
    mapping.setOrder(ORDER);
    mapping.setUrlMap(
        Arrays.stream(PATTERNS).collect(Collectors.toMap(pattern -> pattern, pattern -> refuse)));
    return mapping;
  }

  /** Refuses every request. */
  static final class Refusal {

    private static final String DESCRIPTION = "uri=";

    @SuppressWarnings("DoNotCallSuggester") // Spring calls it
    void refuse(WebRequest request) {
      throw Rejection.notFound(
          "There is nothing at %s. The paths are listed at /api/docs."
              .formatted(request.getDescription(false).replaceFirst(DESCRIPTION, "")));
    }
  }
}
