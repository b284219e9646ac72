package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import dev.pinwheel.model.Actor;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody send more requests, or submit more, than the server takes from one identity: the rest
 * is refused with 429. Does not count on a server on which nobody has to sign in.
 */
final class RequestLimits extends OncePerRequestFilter {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A user has so many times as much with all tokens together. */
  private static final int TOKENS_TOGETHER = 5;

  /**
   * One kind of requests.
   *
   * @param what of which there are too many
   */
  private record Limit(String what, int perSecond, RecentBuckets identities, RecentBuckets users) {

    /** Twice as much at once. */
    static Limit of(InstantSource clock, String what, int perSecond) {
      long together = (long) TOKENS_TOGETHER * perSecond;
      return new Limit(
          what,
          perSecond,
          new RecentBuckets(clock, 2L * perSecond, perSecond, SECOND),
          new RecentBuckets(clock, 2 * together, together, SECOND));
    }

    Taken take(Actor by) {
      ConsumptionProbe own = identities.take(by.user() + "/" + by.token());
      return own.isConsumed()
          ? new Taken(
              users.take(String.valueOf(by.user())),
              "The user of %s, with all tokens together,".formatted(by.name()),
              TOKENS_TOGETHER * perSecond)
          : new Taken(own, by.name(), perSecond);
    }
  }

  /** Whether there was room, of whom it was taken, and how much they have a second. */
  private record Taken(ConsumptionProbe probe, String whose, int perSecond) {}

  private final Limit requests;
  private final Limit submissions;

  RequestLimits(InstantSource clock, int requestsPerSecond, int submissionsPerSecond) {
    this.requests = Limit.of(clock, "requests", requestsPerSecond);
    this.submissions = Limit.of(clock, "submissions", submissionsPerSecond);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof HasActor known)) {
      chain.doFilter(request, response);
      return;
    }
    Limit limit = requests;
    Taken taken = limit.take(known.actor());
    if (taken.probe().isConsumed() && isSubmission(request)) {
      limit = submissions;
      taken = limit.take(known.actor());
    }
    if (taken.probe().isConsumed()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = Duration.ofNanos(taken.probe().getNanosToWaitForRefill()).toSeconds() + 1;
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    ProblemResponse.write(
        response,
        ProblemType.TOO_MANY_REQUESTS,
        "%s sent more than %d %s a second. Try again in %d s."
            .formatted(taken.whose(), taken.perSecond(), limit.what(), seconds));
  }

  private static boolean isSubmission(HttpServletRequest request) {
    // Decoded, as the controllers see it.
    String path = request.getServletPath();
    return request.getMethod().equals("POST")
        && (path.equals("/api/v1/runs") || path.endsWith("/rerun"));
  }
}
