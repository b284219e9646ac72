package dev.pinwheel.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

/** A server that stops gives up the requests that wait. */
class GivenUpRequestTest {

  private final MockHttpServletResponse response = new MockHttpServletResponse();

  private @Nullable ResponseEntity<Object> answer() throws Exception {
    return new ProblemAdvice()
        .handleException(
            new AsyncRequestTimeoutException(),
            new ServletWebRequest(new MockHttpServletRequest(), response));
  }

  @Test
  void aRequestThatWaitsIsToBeSentAgain() throws Exception {
    assertThat(answer())
        .satisfies(
            answer -> assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
  }

  @Test
  void nothingIsAddedToAStreamThatHasBegun() throws Exception {
    response.setCommitted(true);

    assertThat(answer()).isNull();
  }
}
