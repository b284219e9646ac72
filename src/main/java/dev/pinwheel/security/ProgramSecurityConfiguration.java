package dev.pinwheel.security;

import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Programs and workers authenticate with a token and have no session. */
@Configuration(proxyBeanMethods = false)
class ProgramSecurityConfiguration {

  /** What programs and workers ask for. */
  private static final String[] PROGRAMS = {"/api/**", "/metrics", "/backup"};

  /** The description of the API is a page. */
  @Bean
  @Order(1)
  SecurityFilterChain descriptionChain(
      HttpSecurity http,
      IdentityAuthorization identities,
      TokenIntrospector tokens,
      @Value("${pinwheel.public-api-description}") boolean isPublic)
      throws Exception {
    return http.securityMatcher("/api/docs/**", "/api/docs", "/api/swagger-ui/**")
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(headers -> headers(headers, PagePolicy.OF_API_DESCRIPTION))
        .authorizeHttpRequests(requests ->
            requests
                .anyRequest()
                .access((authentication, context) ->
                    isPublic
                        ? new AuthorizationDecision(true)
                        : identities.known().authorize(authentication, context)))
        .oauth2ResourceServer(server ->
            server
                .opaqueToken(token -> token.introspector(tokens))
                .authenticationEntryPoint(ProgramSecurityConfiguration::unauthenticated))
        .exceptionHandling(handling ->
            handling.authenticationEntryPoint(ProgramSecurityConfiguration::unauthenticated))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain programChain(
      HttpSecurity http,
      InstantSource clock,
      IdentityAuthorization identities,
      TokenIntrospector tokens,
      @Value("${pinwheel.limits.requests-per-second}") int requestsPerSecond,
      @Value("${pinwheel.limits.submissions-per-second}") int submissionsPerSecond,
      @Value("${pinwheel.public-metrics}") boolean isMetricsPublic,
      @Value("${pinwheel.public-api-description}") boolean isDescriptionPublic)
      throws Exception {
    return http.securityMatcher(PROGRAMS)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(headers -> headers(headers, PagePolicy.OF_DATA))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/api/v1/login", "/api/problems/**")
                .permitAll()
                .requestMatchers("/api/v1/openapi.json/**", "/api/v1/openapi.json")
                .access((authentication, context) ->
                    isDescriptionPublic
                        ? new AuthorizationDecision(true)
                        : identities.known().authorize(authentication, context))
                .requestMatchers("/metrics")
                .access((authentication, context) ->
                    isMetricsPublic
                        ? new AuthorizationDecision(true)
                        : identities.administrators().authorize(authentication, context))
                .requestMatchers("/backup")
                .access(identities.administrators())
                .anyRequest()
                .access(identities.known()))
        .oauth2ResourceServer(server ->
            server
                .opaqueToken(token -> token.introspector(tokens))
                .authenticationEntryPoint(ProgramSecurityConfiguration::unauthenticated))
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(ProgramSecurityConfiguration::unauthenticated)
                .accessDeniedHandler((request, response, problem) ->
                    ProblemResponse.write(
                        response,
                        ProblemType.FORBIDDEN,
                        "Only server administrators may do this.")))
        .addFilterBefore(
            new RequestLimits(clock, requestsPerSecond, submissionsPerSecond),
            AuthorizationFilter.class)
        .build();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers, String policy) {
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(policy))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions ->
            permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
  }

  /** The same answer for a token that is missing, unknown, expired or revoked. */
  private static void unauthenticated(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    ProblemResponse.write(
        response,
        ProblemType.UNAUTHENTICATED,
        "Expected the header Authorization: Bearer TOKEN with a token that is valid. Make one with ./pinwheel login, or in the Studio.");
  }
}
