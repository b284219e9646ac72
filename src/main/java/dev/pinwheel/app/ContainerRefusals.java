package dev.pinwheel.app;

import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Requests that the container or the framework refuses: below {@code /api}, and where there is no
 * path, they are answered with problem+json instead of a page.
 */
@Configuration(proxyBeanMethods = false)
class ContainerRefusals {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerRefusals.class);

  /** What is refused by a status alone, such as the method {@code TRACE}. */
  @Bean
  FilterRegistrationBean<Filter> refusalsAsProblems() {
    FilterRegistrationBean<Filter> filter =
        new FilterRegistrationBean<>(ContainerRefusals::describe);
    filter.setDispatcherTypes(DispatcherType.ERROR);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /** What Tomcat refuses before any filter, such as {@code %00} in a path. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> malformedRequestsAsProblems() {
    // Behind the valve that Spring Boot adds, so that this one is asked first.
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new Report()));
  }

  private static void describe(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) any;
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        && ProblemResponse.isForApi(path)
        && !response.isCommitted()) {
      ProblemResponse.write(
          (HttpServletResponse) response,
          ProblemResponse.typeOf(status),
          "The request was refused before it was read. Check its method, %s, its path and its headers."
              .formatted(request.getMethod()));
    } else {
      chain.doFilter(any, response);
    }
  }

  private static final class Report extends ErrorReportValve {

    Report() {
      setShowReport(false);
      setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, Throwable problem) {
      boolean isRefused =
          response.getStatus() >= ProblemType.MALFORMED_REQUEST.status().value()
              && isForApi(request.getRequestURI())
              && response.getContentWritten() == 0;
      if (!isRefused) {
        super.report(request, response, problem);
      } else if (response.setErrorReported()) {
        try {
          ProblemResponse.write(
              response.getResponse(),
              ProblemResponse.typeOf(response.getStatus()),
              sentence(request));
          response.finishResponse();
        } catch (IOException e) {
          LOG.debug("Could not answer a request that is not valid HTTP", e);
        }
      }
    }

    /** A request whose first line is malformed has no path; nobody looks at a page for it. */
    private static boolean isForApi(@Nullable String path) {
      return path == null || path.isEmpty() || ProblemResponse.isForApi(path);
    }

    private static String sentence(Request request) {
      String path = request.getRequestURI();
      return path != null && (path.indexOf('%') >= 0 || path.indexOf('\\') >= 0)
          ? "The path has characters that are not accepted: %00, %5C, or a '%' that is not followed by two hexadecimal digits."
          : "The request is not valid HTTP: its first line or a header has characters that are not accepted, is too long, or contradicts another one.";
    }
  }
}
