package dev.pinwheel.engine.command;

import dev.pinwheel.access.Grant;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import dev.pinwheel.store.AccessStore.SignInRow;
import dev.pinwheel.store.ActivityStore.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands about users, grants, tokens and sign-ins (A1–A6). Workspaces are given by name; secrets
 * only as hashes, which the sender computes.
 *
 * @param <R> the answer once it is committed
 */
public sealed interface AccessCommand<R> extends Command<R> {

  // ---------------------------------------------------------------- users

  /**
   * Adds a user. The first one has to be an administrator; from then on nobody is anonymous (A1).
   * Rejected: the name is taken (conflict).
   *
   * @param passwordHash null when the user cannot sign in with a password
   * @param external of the identity provider; null for a local account
   */
  @Needs(Permission.MANAGE_USERS)
  record AddUser(
      String name,
      boolean administrator,
      @Nullable String passwordHash,
      User.@Nullable External external,
      Actor by)
      implements AccessCommand<User>, Acting {}

  /**
   * Removes a user for good, with its grants and sign-ins; its tokens are revoked. Rejected: it is
   * the last server administrator (invalid state).
   */
  @Needs(Permission.MANAGE_USERS)
  record RemoveUser(String name, Actor by) implements AccessCommand<User>, Acting {}

  /**
   * Lets a removed user of an identity provider sign in again, as a new user; of several with this
   * name the one who was removed last. Rejected: there was none (not found).
   */
  @Needs(Permission.MANAGE_USERS)
  record ReadmitUser(String name, Actor by) implements AccessCommand<Integer>, Acting {}

  /** Makes a user a server administrator, or not any more. Rejected like {@link RemoveUser}. */
  @Needs(Permission.MANAGE_USERS)
  record SetAdministrator(String name, boolean administrator, Actor by)
      implements AccessCommand<User>, Acting {}

  /**
   * Sets a user's password, one's own or, as a server administrator, anybody's, and signs the user
   * out in all other browsers.
   *
   * @param keptSignIn the browser in which it was changed; null for none
   */
  @Needs(Permission.OWN_ACCOUNT)
  record SetPassword(String name, String passwordHash, @Nullable Long keptSignIn, Actor by)
      implements AccessCommand<User>, Acting {}

  // ---------------------------------------------------------------- grants

  /**
   * Grants a role on a workspace or a pattern; replaces the role that the user was granted there.
   *
   * @param on the name of a workspace, or a pattern
   */
  @Needs(Permission.GRANT_ROLE)
  record GrantRole(String user, Role role, String on, Actor by)
      implements AccessCommand<Grant>, Acting {}

  /** Takes the role away that was granted there. Rejected: there is none (not found). */
  @Needs(Permission.GRANT_ROLE)
  record RevokeRole(String user, String on, Actor by) implements AccessCommand<Grant>, Acting {}

  /**
   * Somebody signed in with an identity provider: adds the user when it is new, and replaces its
   * external grants by these. Rejected: the user was removed here (forbidden).
   *
   * @param name what the provider calls the user; changed when it is taken
   * @param grants roles by workspace or pattern; those on unknown workspaces are left out
   */
  @Needs(Permission.SERVE)
  record EnterExternal(User.External external, String name, Map<String, Role> grants)
      implements AccessCommand<User> {
    public EnterExternal {
      grants = Map.copyOf(grants);
    }
  }

  // ---------------------------------------------------------------- tokens

  /**
   * Makes a token of the user who acts. Rejected: its name is taken (conflict), it would give what
   * its owner does not have (forbidden). What a limited token makes may do no more, does not last
   * longer, and is revoked with it.
   *
   * @param on names of workspaces, and patterns
   * @param modules null for all
   * @param lifetime null for 90 days, or until the token that makes it expires, if that is sooner
   */
  @Needs(Permission.OWN_TOKENS)
  record CreateToken(
      String name,
      boolean service,
      byte[] secretHash,
      Role role,
      List<String> on,
      boolean administrator,
      @Nullable List<String> modules,
      @Nullable Duration lifetime,
      Actor by)
      implements AccessCommand<Token>, Acting {
    public CreateToken {
      on = List.copyOf(on);
      modules = modules == null ? null : List.copyOf(modules);
    }
  }

  /**
   * Revokes a token of one's own or, as a server administrator, anybody's, and those made with it.
   */
  @Needs(Permission.OWN_TOKENS)
  record RevokeToken(long token, Actor by) implements AccessCommand<Token>, Acting {}

  /**
   * Reserves a module of a workspace to tokens (A5).
   *
   * @param module a name, or {@code name.*}
   * @param tokens their ids; none: it is not reserved any more
   */
  @Needs(Permission.RESERVE_MODULES)
  record ReserveModule(String workspace, String module, List<Long> tokens, Actor by)
      implements AccessCommand<Integer>, InWorkspace {
    public ReserveModule {
      tokens = List.copyOf(tokens);
    }
  }

  // ---------------------------------------------------------------- sign-ins

  /**
   * A user has signed in.
   *
   * @param secretHash SHA-256 of the secret in the browser's cookie
   * @param agent what the browser calls itself
   */
  @Needs(Permission.SIGN_IN)
  record SignIn(byte[] secretHash, Duration lifetime, String agent, Actor by)
      implements AccessCommand<SignInRow>, Acting {}

  /**
   * Signs a user out.
   *
   * @param signIn in which browser; null: in all
   */
  @Needs(Permission.OWN_ACCOUNT)
  record SignOut(@Nullable Long signIn, Actor by) implements AccessCommand<Integer>, Acting {}

  // ---------------------------------------------------------------- upkeep

  /**
   * Writes down what was used and refused since the last time, and ends what has expired. Returns
   * how many sign-ins and sessions were ended.
   *
   * @param unusedSince sign-ins that were not used since then end
   */
  @Needs(Permission.SERVE)
  record KeepAccess(
      Map<Long, Instant> tokensUsed,
      Map<Long, Instant> signInsUsed,
      List<Refused> refused,
      Instant unusedSince)
      implements AccessCommand<Integer> {
    public KeepAccess {
      tokensUsed = Map.copyOf(tokensUsed);
      signInsUsed = Map.copyOf(signInsUsed);
      refused = List.copyOf(refused);
    }
  }
}
