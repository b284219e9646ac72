package dev.pinwheel.security;

import dev.pinwheel.engine.Engine;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/**
 * How people sign in, with a form or an identity provider; {@link ProgramSecurityConfiguration} is
 * for programs and workers, whose chains come first. On a server without users everything is open
 * to everyone who reaches it (A1); {@link dev.pinwheel.access} decides what an identity may do.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

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

  SecurityConfiguration(Engine engine) {
    this.engine = engine;
  }

  @Bean
  @Order(3)
  SecurityFilterChain peopleChain(
      HttpSecurity http,
      InstantSource clock,
      IdentityAuthorization identities,
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
                .access(identities.known()))
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
