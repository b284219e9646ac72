package dev.pinwheel.app;

import dev.pinwheel.api.problem.ProblemType;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Answers requests whose path the container itself refuses, such as one with {@code %00}: below
 * {@code /api} with a problem instead of a page.
 */
@Component
final class MalformedPaths implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private static final Logger LOG = LoggerFactory.getLogger(MalformedPaths.class);

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    // Behind the valve that Spring Boot adds, so that this one is asked first.
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Report()));
  }

  private static final class Report extends ErrorReportValve {

    Report() {
      setShowReport(false);
      setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, Throwable problem) {
      boolean isRefusedPath =
          response.getStatus() == ProblemType.MALFORMED_REQUEST.status().value()
              && ProblemResponse.isForApi(request.getRequestURI())
              && response.getContentWritten() == 0;
      if (!isRefusedPath) {
        super.report(request, response, problem);
      } else if (response.setErrorReported()) {
        try {
          ProblemResponse.write(
              response.getResponse(),
              ProblemType.MALFORMED_REQUEST,
              "The path has characters that are not accepted: %00, %5C, or a '%' that is not followed by two hexadecimal digits.");
          response.finishResponse();
        } catch (IOException e) {
          LOG.debug("Could not answer a request with a malformed path", e);
        }
      }
    }
  }
}
