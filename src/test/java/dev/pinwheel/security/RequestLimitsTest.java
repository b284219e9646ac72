package dev.pinwheel.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.model.Actor;
import dev.pinwheel.testing.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class RequestLimitsTest {

  private final RequestLimits limits =
      new RequestLimits(new ManualClock(Instant.parse("2026-11-30T12:00:00Z")), 1, 100);

  @AfterEach
  void signOut() {
    SecurityContextHolder.clearContext();
  }

  private MockHttpServletResponse send(long token) throws Exception {
    HasActor principal = () -> Actor.token("joe/t" + token, 1, token, Actor.Via.API);
    SecurityContextHolder.getContext()
        .setAuthentication(new UsernamePasswordAuthenticationToken(principal, ""));
    MockHttpServletResponse response = new MockHttpServletResponse();
    limits.doFilter(
        new MockHttpServletRequest("GET", "/api/v1/me"), response, new MockFilterChain());
    return response;
  }

  @Test
  void theSentenceNamesTheLimitThatIsReached() throws Exception {
    send(1);
    send(1);
    assertThat(send(1).getContentAsString()).contains("joe/t1 sent more than 1 requests a second.");
    for (long token = 2; token <= 5; token++) {
      send(token);
      send(token);
    }

    MockHttpServletResponse refused = send(6);

    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getContentAsString())
        .contains(
            "The user of joe/t6, with all tokens together, sent more than 5 requests a second.");
  }
}
