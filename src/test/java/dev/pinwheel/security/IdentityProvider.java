package dev.pinwheel.security;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** A real OpenID provider: Spring's authorization server, with the user joe. */
final class IdentityProvider implements AutoCloseable {

  private static final AtomicReference<List<String>> GROUPS = new AtomicReference<>(List.of());

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "com.vaadin.flow.spring.SpringBootAutoConfiguration",
        "com.vaadin.flow.spring.VaadinScopesConfig",
        "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      })
  static class Application {

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
      return context ->
          context
              .getClaims()
              .claim("preferred_username", "Joe Doe")
              .claim("groups", Objects.requireNonNull(GROUPS.get()));
    }
  }

  private final ConfigurableApplicationContext context;
  private final URI issuer;

  /**
   * @param port where it listens
   * @param client the address of the server that asks it
   */
  IdentityProvider(int port, String client) {
    issuer = URI.create("http://127.0.0.1:" + port);
    String registration = "spring.security.oauth2.authorizationserver.client.pinwheel.";
    context =
        new SpringApplicationBuilder(Application.class)
            .run(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.security.user.name=joe",
                "--spring.security.user.password={noop}secret",
                "--spring.security.oauth2.authorizationserver.issuer=" + issuer,
                "--" + registration + "registration.client-id=pinwheel",
                "--" + registration + "registration.client-secret={noop}client-secret",
                "--"
                    + registration
                    + "registration.client-authentication-methods=client_secret_basic",
                "--" + registration + "registration.authorization-grant-types=authorization_code",
                "--"
                    + registration
                    + "registration.redirect-uris="
                    + client
                    + "/login/oauth2/code/company",
                "--" + registration + "registration.scopes=openid,profile");
  }

  URI issuer() {
    return issuer;
  }

  /** What the next sign-ins say about the user's groups. */
  static void setGroups(String... groups) {
    GROUPS.set(List.of(groups));
  }

  @Override
  public void close() {
    context.close();
  }
}
