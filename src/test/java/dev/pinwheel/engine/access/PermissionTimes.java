package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the check of permissions costs the committing thread, on a server with 100 users, 300 grants
 * and 100 tokens: for a command of an execution, of which a chained step has two, and for one of a
 * person.
 */
public final class PermissionTimes {

  private static final int USERS = 100;
  private static final int CHECKS = 2_000_000;
  private static final int WARM_UP = 3;
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private PermissionTimes() {}

  /** Prints them. */
  public static void print() {
    Workspaces workspaces = new Workspaces();
    workspaces.put(
        new Workspace(
            new WorkspaceId(1),
            new WorkspaceName("production"),
            null,
            WorkspaceState.ACTIVE,
            NOW,
            "ada"));
    PermissionCheck check = new PermissionCheck(new CurrentAccess(rules()), workspaces);
    Actor token = Actor.token("user50/laptop", 50, 1_050, Actor.Via.API);
    print("permission of an execution's command", check, new Command.Tick(NOW));
    print(
        "permission to submit, by a token",
        check,
        new Command.SubmitRun("production", "users", "welcome", List.of(), null, null, token));
  }

  private static AccessSnapshot rules() {
    List<User> users = new ArrayList<>();
    List<Grant> grants = new ArrayList<>();
    List<Token> tokens = new ArrayList<>();
    GrantScope everywhere = GrantScope.EVERYWHERE;
    for (long user = 1; user <= USERS; user++) {
      users.add(new User(user, "user" + user, null, "hash", user == 1));
      for (String on : new String[] {"development/*", "team" + user + "/*", "*"}) {
        grants.add(
            new Grant(
                grants.size(),
                user,
                Role.OPERATOR,
                new GrantScope.OfPattern(new WorkspacePattern(on)),
                false,
                NOW,
                "ada"));
      }
      tokens.add(
          new Token(
              1_000 + user,
              user,
              null,
              "laptop",
              false,
              new byte[] {(byte) user},
              Role.OPERATOR,
              List.of(everywhere),
              false,
              null,
              NOW,
              NOW.plusSeconds(60),
              null));
    }
    return new AccessSnapshot(true, users, grants, tokens, List.of());
  }

  private static void print(String name, PermissionCheck check, Command<?> command) {
    long nanos = 0;
    for (int round = 0; round <= WARM_UP; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < CHECKS; i++) {
        check.check(command, NOW);
      }
      nanos = System.nanoTime() - start;
    }
    System.out.printf("%-36s %,.1f ns%n", name, (double) nanos / CHECKS);
  }
}
