package dev.pinwheel.studio.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Actor;
import dev.pinwheel.query.view.Sight;
import org.junit.jupiter.api.Test;

final class NewWorkspaceTest {

  @Test
  void nameIsDevelopmentUnlessSomebodyIsSignedIn() {
    assertThat(NewWorkspace.suggestedName(Actor.LOCAL)).isEqualTo("development");
    assertThat(NewWorkspace.suggestedName(Actor.user("joe", 1, Actor.Via.STUDIO)))
        .isEqualTo("development/joe");
    assertThat(NewWorkspace.suggestedName(Actor.user("joe@example.org", 1, Actor.Via.STUDIO)))
        .isEqualTo("development/joe-example-org");
  }

  @Test
  void baseIsTheNearestWithoutSlash() {
    assertThat(NewWorkspace.proposedBase(Trees.viewpoint("production"), Sight.EVERYTHING).value())
        .isEqualTo("production");
    assertThat(
            NewWorkspace.proposedBase(
                    Trees.viewpoint("development/joe", "development", "production"),
                    Sight.EVERYTHING)
                .value())
        .isEqualTo("development");
    assertThat(NewWorkspace.proposedBase(Trees.viewpoint("a/b", "c/d"), Sight.EVERYTHING).value())
        .isEqualTo("a/b");
  }

  @Test
  void consequenceNamesBoth() {
    assertThat(NewWorkspace.consequence("development/joe", "production"))
        .isEqualTo(
            "development/joe will see production's runs and reuse what is memoized or cached there. production will not see what happens here.");
    assertThat(NewWorkspace.consequence("lab", null))
        .isEqualTo("lab will see only its own runs; it has no base to reuse results from.");
  }
}
