package dev.pinwheel.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.testing.ReservedPort;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signing in with a real OpenID provider (A2). */
class IdentityProviderTest {

  @Test
  void somebodyIsKnownByIssuerAndSubjectAndGroupsGiveRoles() {
    int provider = ReservedPort.next();
    int own = ReservedPort.next();
    String registration = "spring.security.oauth2.client.registration.company.";
    try (IdentityProvider company = new IdentityProvider(provider, "http://localhost:" + own);
        SecuredServer server =
            new SecuredServer(
                "server.port=" + own,
                registration + "client-id=pinwheel",
                registration + "client-secret=client-secret",
                registration + "client-name=the company",
                registration + "scope=openid,profile",
                "spring.security.oauth2.client.provider.company.issuer-uri=" + company.issuer(),
                "pinwheel.oidc.grants=developers=developer@development/*,developers=viewer@production,ops=operator@production,lost=viewer@nowhere")) {
      IdentityProvider.setGroups("developers", "lost", "others");
      assertThat(server.browser().get("/sign-in").body())
          .contains("Sign in with the company", "/oauth2/authorization/company");

      Browsing browser = server.browser();
      assertThat(browser.get("/runs").statusCode()).isEqualTo(302);
      signIn(browser);

      assertThat(browser.get("/runs").statusCode()).isNotEqualTo(302);
      AccessSnapshot access = server.engine.engine().access();
      // The name was taken by a local account, which stays what it was.
      User joe = access.findUser("joe-doe").orElseThrow();
      assertThat(joe.external()).isEqualTo(new User.External(company.issuer().toString(), "joe"));
      assertThat(joe.passwordHash()).isNull();
      assertThat(access.grantsOf(joe.id()))
          .allMatch(grant -> grant.external())
          .extracting(grant -> grant.role())
          .containsExactlyInAnyOrder(Role.DEVELOPER, Role.VIEWER);

      IdentityProvider.setGroups("ops");
      signIn(server.browser());

      AccessSnapshot later = server.engine.engine().access();
      assertThat(later.users()).hasSameSizeAs(access.users());
      assertThat(later.grantsOf(joe.id()))
          .extracting(grant -> grant.role())
          .containsExactly(Role.OPERATOR);
      // What the groups gave is in the record, and not what stayed as it was.
      signIn(server.browser());
      assertThat(record(server))
          .containsExactly(
              "joe-doe, new, of " + company.issuer(),
              "joe-doe: developer on development/*, viewer on production, by groups",
              "joe-doe: operator on production, by groups");
      // Nobody signs in with a password that was never set.
      assertThat(server.browser().signIn("joe-doe", "").headers().firstValue("Location"))
          .hasValueSatisfying(to -> assertThat(to).contains("/sign-in?error"));

      // Who was removed here does not come back as somebody else.
      var unused = server.engine.execute(new AccessCommand.RemoveUser("joe-doe", server.ada));
      assertThat(enter(server.browser()).body()).contains("removed from this server");
      assertThat(server.engine.engine().access().findUser("joe-doe")).isEmpty();

      var alsoUnused = server.engine.execute(new AccessCommand.ReadmitUser("joe-doe", server.ada));
      signIn(server.browser());
      assertThat(server.engine.engine().access().findUser("joe-doe").orElseThrow().id())
          .isNotEqualTo(joe.id());
    }
  }

  private static List<String> record(SecuredServer server) {
    return server
        .engine
        .database()
        .read(dsl ->
            dsl.fetch("select subject from activity where action = 'enterExternal' order by id")
                .map(row -> row.get(0, String.class)));
  }

  /** As a browser does it: to the provider, its form, and back with a code. */
  private static void signIn(Browsing browser) {
    HttpResponse<String> back = enter(browser);
    assertThat(back.uri().getHost()).isEqualTo("localhost");
    assertThat(back.uri().getPath()).doesNotContain("sign-in");
  }

  private static HttpResponse<String> enter(Browsing browser) {
    HttpResponse<String> at = browser.get("/oauth2/authorization/company");
    at = followAll(browser, at);
    assertThat(at.body()).contains("name=\"username\"");
    HttpResponse<String> sent =
        new Browsing(at.uri(), browser.cookies)
            .post(
                "/login",
                Map.of(
                    "username", "joe", "password", "secret", "_csrf", Browsing.token(at.body())));
    return followAll(browser, sent);
  }

  private static HttpResponse<String> followAll(Browsing browser, HttpResponse<String> first) {
    HttpResponse<String> at = first;
    while (at.statusCode() == 302) {
      at = browser.follow(at);
    }
    return at;
  }

  @Test
  void whatGroupsGiveIsCheckedAtTheStart() {
    assertThat(ExternalUsers.parse(Set.of("devs=developer@development/*")))
        .containsEntry("devs", Map.of("development/*", Role.DEVELOPER));
    assertThatThrownBy(() -> ExternalUsers.parse(Set.of("devs")))
        .hasMessageContaining("GROUP=ROLE@WORKSPACE");
    assertThatThrownBy(() -> ExternalUsers.parse(Set.of("devs=king@*")))
        .hasMessageContaining("king");
  }
}
