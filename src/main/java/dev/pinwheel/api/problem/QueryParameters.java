package dev.pinwheel.api.problem;

import dev.pinwheel.model.Rejection;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.WebRequestInterceptor;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses query parameters that an operation does not have, and repeated ones that it takes once,
 * so that a misspelt parameter is not overlooked.
 */
@Configuration(proxyBeanMethods = false)
class QueryParameters implements WebMvcConfigurer, WebRequestInterceptor {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addWebRequestInterceptor(this).addPathPatterns("/api/**");
  }

  @Override
  public void preHandle(WebRequest request) {
    Object handler =
        request.getAttribute(
            HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, WebRequest.SCOPE_REQUEST);
    if (handler instanceof HandlerMethod method && isOurs(method)) {
      check(request.getParameterMap(), parametersOf(method));
    }
  }

  /** Others belong to the description of the API, which a library serves. */
  private static boolean isOurs(HandlerMethod method) {
    return method.hasMethodAnnotation(RequestMapping.class)
        && method.getBeanType().getPackageName().startsWith("dev.pinwheel.");
  }

  /** By name, whether it may be repeated. */
  private static Map<String, Boolean> parametersOf(HandlerMethod method) {
    Map<String, Boolean> known = new TreeMap<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
      if (annotation != null) {
        String name =
            annotation.name().isEmpty() ? parameter.getParameter().getName() : annotation.name();
        known.put(name, Collection.class.isAssignableFrom(parameter.getParameterType()));
      }
    }
    return known;
  }

  private static void check(Map<String, String[]> given, Map<String, Boolean> known) {
    given.forEach((name, values) -> {
      Boolean repeatable = known.get(name);
      if (repeatable == null) {
        throw Rejection.invalidArgument(
            "There is no parameter '%s' here; expected %s."
                .formatted(
                    name,
                    known.isEmpty()
                        ? "none"
                        : known.keySet().stream().collect(Collectors.joining(", "))));
      }
      if (!repeatable && values.length > 1) {
        throw Rejection.invalidArgument(
            "Expected the parameter '%s' once, found it %d times.".formatted(name, values.length));
      }
    });
  }

  @Override
  public void postHandle(WebRequest request, @Nullable ModelMap model) {}

  @Override
  public void afterCompletion(WebRequest request, @Nullable Exception problem) {}
}
