package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private final InstantSource clock;
  private final int requestsPerSecond;
  private final int submissionsPerSecond;
  private final Map<String, Bucket> requests = new ConcurrentHashMap<>();
  private final Map<String, Bucket> submissions = new ConcurrentHashMap<>();

  RequestLimits(InstantSource clock, int requestsPerSecond, int submissionsPerSecond) {
    this.clock = clock;
    this.requestsPerSecond = requestsPerSecond;
    this.submissionsPerSecond = submissionsPerSecond;
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
    String identity = known.actor().user() + "/" + known.actor().token();
    ConsumptionProbe probe = take(requests, identity, requestsPerSecond);
    boolean isSubmission = isSubmission(request);
    if (probe.isConsumed() && isSubmission) {
      probe = take(submissions, identity, submissionsPerSecond);
    }
    if (probe.isConsumed()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    ProblemResponse.write(
        response,
        ProblemType.TOO_MANY_REQUESTS,
        "%s sent more than %d %s a second. Try again in %d s."
            .formatted(
                known.actor().name(),
                isSubmission ? submissionsPerSecond : requestsPerSecond,
                isSubmission ? "submissions" : "requests",
                seconds));
  }

  private static boolean isSubmission(HttpServletRequest request) {
    // Decoded, as the controllers see it.
    String path = request.getServletPath();
    return request.getMethod().equals("POST")
        && (path.equals("/api/v1/runs") || path.endsWith("/rerun"));
  }

  private ConsumptionProbe take(Map<String, Bucket> buckets, String identity, int perSecond) {
    return buckets
        .computeIfAbsent(identity, other -> bucket(perSecond))
        .tryConsumeAndReturnRemaining(1);
  }

  /** Twice as much at once. */
  private Bucket bucket(int perSecond) {
    return Bucket.builder()
        .withCustomTimePrecision(new ClockMeter(clock))
        .addLimit(limit -> limit.capacity(2L * perSecond).refillGreedy(perSecond, SECOND))
        .build();
  }
}
