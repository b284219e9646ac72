package dev.pinwheel.studio.workspaces.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspacePattern;
import dev.pinwheel.model.WorkspaceState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is named in the dialogs that base a workspace on another one (A4). */
final class SightNoteTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Actor JOE = Actor.user("joe", 1, Actor.Via.STUDIO);
  private static final Workspace PRODUCTION = workspace(10, "production");
  private static final Workspace STAGING = workspace(11, "staging");
  private static final Workspace DEVELOPMENT = workspace(12, "development");
  private static final Workspace CHILD = workspace(13, "development/x");

  private static final AccessSnapshot ACCESS =
      new AccessSnapshot(
          true,
          List.of(new User(1, "joe", null, "", false), new User(2, "eve", null, "", false)),
          List.of(
              grant(1, Role.DEVELOPER, pattern("development/*")),
              grant(1, Role.VIEWER, pattern("secret/*")),
              grant(1, Role.VIEWER, on(PRODUCTION)),
              grant(2, Role.VIEWER, pattern("development/*")),
              grant(2, Role.VIEWER, pattern("secret/*")),
              grant(2, Role.VIEWER, pattern("elsewhere/*"))),
          List.of(),
          List.of());

  private static Workspace workspace(long id, String name) {
    return new Workspace(
        new WorkspaceId(id), new WorkspaceName(name), null, WorkspaceState.ACTIVE, NOW, "ada");
  }

  private static Grant grant(long user, Role role, GrantScope scope) {
    return new Grant(100, user, role, scope, false, NOW, "ada");
  }

  private static GrantScope pattern(String pattern) {
    return new GrantScope.OfPattern(new WorkspacePattern(pattern));
  }

  private static GrantScope on(Workspace workspace) {
    return new GrantScope.OfWorkspace(workspace.id());
  }

  private static List<String> ofNew(String name, Workspace base) {
    return SightNote.ofNew(ACCESS, JOE, name, new WorkspaceChain(List.of(base)), NOW);
  }

  private static List<String> ofExisting(List<Workspace> below, Workspace base) {
    return SightNote.ofExisting(
        ACCESS, JOE, below, List.of(DEVELOPMENT), new WorkspaceChain(List.of(base)), NOW);
  }

  @Test
  void whoHasRolesOnANameIsToldOnlyToThoseWhoMayCreateIt() {
    assertThat(ofNew("development/new", PRODUCTION)).containsExactly("eve");
    assertThat(ofNew("secret/new", PRODUCTION)).as("as a viewer").isEmpty();
    assertThat(ofNew("elsewhere/new", PRODUCTION)).as("without a role").isEmpty();
  }

  @Test
  void nobodyIsNamedForABaseThatIsNotAllowed() {
    assertThat(ofNew("development/new", STAGING)).isEmpty();
    assertThat(ofExisting(List.of(DEVELOPMENT, CHILD), STAGING)).isEmpty();
  }

  @Test
  void whoSeesOnlyADescendantIsNamedToo() {
    assertThat(ofExisting(List.of(DEVELOPMENT), PRODUCTION)).isEmpty();
    assertThat(ofExisting(List.of(DEVELOPMENT, CHILD), PRODUCTION)).containsExactly("eve");
  }
}
