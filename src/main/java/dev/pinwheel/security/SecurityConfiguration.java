package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/**
 * The chains of filters: programs and workers authenticate with a token and have no session, people
 * sign in with a form or an identity provider. On a server without users everything is open to
 * everyone who reaches it (A1); {@link dev.pinwheel.access} decides what an identity may do.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

  /** What programs and workers ask for. */
  private static final String[] PROGRAMS = {"/api/**", "/metrics", "/backup"};

  /** What everybody may ask for. */
  private static final String[] PUBLIC = {
    "/health/**",
    "/health",
    SignInController.SIGN_IN,
    SignInController.SET_UP,
    "/studio-themes/**",
    "/VAADIN/build/**",
    "/VAADIN/static/**",
    "/error"
  };

  private final Engine engine;
  private final SetUpCode setUp;

  SecurityConfiguration(Engine engine, SetUpCode setUp) {
    this.engine = engine;
    this.setUp = setUp;
  }

  /** Whether the request has an identity that still exists, or none is needed. */
  private AuthorizationManager<RequestAuthorizationContext> identified(InstantSource clock) {
    return (authentication, context) -> {
      if (!engine.access().isSecured()) {
        return new AuthorizationDecision(!setUp.isNeeded());
      }
      Actor actor = actorOf(authentication.get());
      return new AuthorizationDecision(
          actor != null && engine.access().isKnown(actor, clock.instant()));
    };
  }

  private static @Nullable Actor actorOf(@Nullable Authentication authentication) {
    return authentication != null && authentication.getPrincipal() instanceof HasActor known
        ? known.actor()
        : null;
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers, String policy) {
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(policy))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions ->
            permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
  }

  // ---------------------------------------------------------------- programs and workers

  /** The description of the API is a page. */
  @Bean
  @Order(1)
  SecurityFilterChain descriptionChain(
      HttpSecurity http,
      InstantSource clock,
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
                        : identified(clock).authorize(authentication, context)))
        .oauth2ResourceServer(server ->
            server
                .opaqueToken(token -> token.introspector(tokens))
                .authenticationEntryPoint(SecurityConfiguration::unauthenticated))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(SecurityConfiguration::unauthenticated))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain programChain(
      HttpSecurity http,
      InstantSource clock,
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
                        : identified(clock).authorize(authentication, context))
                .requestMatchers("/metrics")
                .access((authentication, context) ->
                    isMetricsPublic
                        ? new AuthorizationDecision(true)
                        : administrators(clock).authorize(authentication, context))
                .requestMatchers("/backup")
                .access(administrators(clock))
                .anyRequest()
                .access(identified(clock)))
        .oauth2ResourceServer(server ->
            server
                .opaqueToken(token -> token.introspector(tokens))
                .authenticationEntryPoint(SecurityConfiguration::unauthenticated))
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(SecurityConfiguration::unauthenticated)
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

  private AuthorizationManager<RequestAuthorizationContext> administrators(InstantSource clock) {
    return (authentication, context) -> {
      if (!engine.access().isSecured()) {
        return new AuthorizationDecision(!setUp.isNeeded());
      }
      Actor actor = actorOf(authentication.get());
      return new AuthorizationDecision(
          actor != null && engine.access().isServerAdministrator(actor, clock.instant()));
    };
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

  // ---------------------------------------------------------------- people

  @Bean
  @Order(3)
  SecurityFilterChain peopleChain(
      HttpSecurity http,
      InstantSource clock,
      SignIns signIns,
      SignInThrottle throttle,
      ObjectProvider<ClientRegistrationRepository> providers,
      ExternalUsers externalUsers)
      throws Exception {
    CookieRequestCache cache = new CookieRequestCache();
    cache.setRequestMatcher(StudioRequests::isPage);
    http.securityContext(context -> context.securityContextRepository(signIns))
        .requestCache(requests -> requests.requestCache(cache))
        .csrf(csrf ->
            csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                // Vaadin's messages carry a token of their own.
                .ignoringRequestMatchers(StudioRequests::isOfOpenPage)
                .ignoringRequestMatchers("/health/**"))
        .sessionManagement(session -> session.sessionFixation(fixation -> fixation.newSession()))
        // What pages may load is said with each page.
        .headers(headers ->
            headers
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .cacheControl(caching -> caching.disable())
                .permissionsPolicyHeader(permissions ->
                    permissions.policy(
                        "camera=(), geolocation=(), microphone=(), payment=(), usb=()")))
        .logout(logout -> logout.disable())
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(PUBLIC)
                .permitAll()
                .requestMatchers(StudioRequests::isOfEndedPage)
                .permitAll()
                .anyRequest()
                .access(identified(clock)))
        .formLogin(form ->
            form.loginPage(SignInController.SIGN_IN)
                .defaultSuccessUrl("/", false)
                .successHandler(new SignInResults(throttle, cache))
                .failureHandler(new SignInResults(throttle, cache)))
        .addFilterBefore(
            new SignInThrottleFilter(throttle), UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(new EndedPages(engine, clock), AuthorizationFilter.class)
        .addFilterAfter(new SignInUse(signIns), AnonymousAuthenticationFilter.class);
    if (providers.getIfAvailable() != null) {
      http.oauth2Login(login ->
          login
              .loginPage(SignInController.SIGN_IN)
              .failureHandler((request, response, problem) ->
                  response.sendRedirect(
                      SignInController.SIGN_IN
                          + (isRemoval(problem) ? "?error=removed" : "?error=provider")))
              .userInfoEndpoint(endpoint -> endpoint.oidcUserService(externalUsers)));
    }
    return http.build();
  }

  private static boolean isRemoval(AuthenticationException problem) {
    return problem instanceof OAuth2AuthenticationException told
        && told.getError().getErrorCode().equals(ExternalUsers.REMOVED);
  }

  @Bean
  UserDetailsService userDetails() {
    return name ->
        engine
            .access()
            .findUser(name)
            .filter(user -> user.passwordHash() != null)
            .map(SignedInUser::new)
            .orElseThrow(() -> new UsernameNotFoundException("There is no such user"));
  }

  /**
   * Names of workspaces have slashes, which clients may encode. Tomcat passes them on as they are,
   * so the firewall finds a percent sign in what is decoded otherwise.
   */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    // Others are refused when they are read, inside an operation; Tomcat refuses line ends before
    // that.
    firewall.setAllowedHeaderNames(name -> true);
    firewall.setAllowedHeaderValues(value -> true);
    firewall.setAllowedParameterNames(name -> true);
    firewall.setAllowedParameterValues(value -> true);
    return firewall;
  }

  @Bean
  PasswordEncoder passwordEncoder(PasswordHashes hashes) {
    return hashes.encoder();
  }
}
