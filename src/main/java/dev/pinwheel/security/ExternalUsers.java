package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspacePattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * People who sign in with OpenID Connect (A2): known by issuer and subject. Their groups give roles
 * by configuration, anew at each sign-in.
 */
@Component
final class ExternalUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {

  /** The code of the error when somebody was removed from this server. */
  static final String REMOVED = "removed";

  private final OidcUserService standard = new OidcUserService();
  private final Engine engine;
  private final String groupsClaim;
  private final Map<String, Map<String, Role>> grants;

  /**
   * @param grants {@code GROUP=ROLE@WORKSPACE}, the workspace by name or pattern
   */
  ExternalUsers(
      Engine engine,
      @Value("${pinwheel.oidc.groups-claim}") String groupsClaim,
      @Value("${pinwheel.oidc.grants}") Set<String> grants) {
    this.engine = engine;
    this.groupsClaim = groupsClaim;
    this.grants = parse(grants);
  }

  /** Roles by workspace or pattern, by group. */
  static Map<String, Map<String, Role>> parse(Set<String> grants) {
    Map<String, Map<String, Role>> parsed = new HashMap<>();
    for (String grant : grants) {
      int equals = grant.indexOf('=');
      int at = grant.indexOf('@', equals);
      if (equals < 1 || at < 0) {
        throw new IllegalArgumentException(
            "Expected GROUP=ROLE@WORKSPACE in pinwheel.oidc.grants, such as developers=developer@development/*, found '%s'."
                .formatted(grant));
      }
      parsed
          .computeIfAbsent(grant.substring(0, equals).strip(), group -> new HashMap<>())
          .merge(
              checkedPlace(grant.substring(at + 1).strip(), grant),
              Role.parse(grant.substring(equals + 1, at).strip()),
              ExternalUsers::higher);
    }
    return parsed;
  }

  /** Refused at the start, and not when somebody signs in. */
  private static String checkedPlace(String on, String grant) {
    try {
      return WorkspacePattern.isPattern(on)
          ? new WorkspacePattern(on).value()
          : new WorkspaceName(on).value();
    } catch (Rejection malformed) {
      throw new IllegalArgumentException(
          "In '%s' of pinwheel.oidc.grants: %s".formatted(grant, malformed.getMessage()),
          malformed);
    }
  }

  private static Role higher(Role one, Role other) {
    return one.includes(other) ? one : other;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = standard.loadUser(request);
    User.External external =
        new User.External(
            Objects.requireNonNull(user.getIssuer(), "issuer").toString(), subject(user));
    try {
      User known =
          engine.execute(new AccessCommand.EnterExternal(external, name(user), grantsOf(user)));
      return new Known(user, known);
    } catch (Rejection rejection) {
      String code =
          rejection.kind() == Rejection.Kind.FORBIDDEN ? REMOVED : OAuth2ErrorCodes.SERVER_ERROR;
      throw new OAuth2AuthenticationException(
          new OAuth2Error(code, rejection.getMessage(), null), rejection);
    }
  }

  private static String subject(OidcUser user) {
    return Objects.requireNonNull(user.getSubject(), "subject");
  }

  private static String name(OidcUser user) {
    String preferred = user.getPreferredUsername();
    return preferred == null ? subject(user) : preferred;
  }

  private Map<String, Role> grantsOf(OidcUser user) {
    Map<String, Role> own = new HashMap<>();
    for (String group : groups(user)) {
      grants
          .getOrDefault(group, Map.of())
          .forEach((on, role) -> own.merge(on, role, ExternalUsers::higher));
    }
    return own;
  }

  private List<String> groups(OidcUser user) {
    Object claim = user.getClaims().get(groupsClaim);
    List<String> groups = new ArrayList<>();
    if (claim instanceof Collection<?> several) {
      several.forEach(group -> groups.add(String.valueOf(group)));
    } else if (claim != null) {
      groups.add(claim.toString());
    }
    return groups;
  }

  /** Somebody whom the provider has identified, and who has an account here. */
  static final class Known extends DefaultOidcUser implements HasActor {

    private static final long serialVersionUID = 1L;

    private final long id;
    private final String account;

    Known(OidcUser user, User known) {
      super(user.getAuthorities(), user.getIdToken(), user.getUserInfo());
      this.id = known.id();
      this.account = known.name();
    }

    @Override
    public Actor actor() {
      return Actor.user(account, id, Actor.Via.STUDIO);
    }
  }
}
