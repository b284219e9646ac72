package dev.pinwheel.studio.run.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunPlace;
import dev.pinwheel.query.view.WorkerPresence;
import dev.pinwheel.studio.run.TreeBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RerunWordsTest {

  private static final String REFUSAL =
      "staging does not descend from production, where this step was called.";
  private static final Workspace STAGING = TreeBuilder.workspace(3, "staging", null);
  private static final Workspace ANN = TreeBuilder.workspace(4, "development/ann", 2L);

  private final RerunPlace here = place(TreeBuilder.DEVELOPMENT, true, false, null, 0, null);
  private final RerunPlace origin = place(TreeBuilder.PRODUCTION, false, true, null, 2, null);
  private final RerunPlace refused = place(STAGING, false, false, REFUSAL, 0, null);
  private final RerunPlace ann = place(ANN, false, false, null, 0, null);

  @Test
  void aPlaceSaysWhyItMayBeTheRightOne() {
    assertThat(RerunWords.about(here, "weather"))
        .isEqualTo("you are here · based on production · worker joe@laptop, 3f2a91");
    assertThat(RerunWords.about(origin, "weather"))
        .isEqualTo(
            "executes for real; 2 workspaces based on it will use the result"
                + " · worker joe@laptop, 3f2a91");
    assertThat(RerunWords.about(refused, "weather")).isEqualTo(REFUSAL);
  }

  @Test
  void atMostThreePlacesAreOfferedAndTheOthersAreFoundByName() {
    RerunChoice choice = choice(here, origin, ann, refused);

    assertThat(Place.offered(choice))
        .containsExactly(
            new Place.Existing(here), new Place.Existing(origin), new Place.NewChild());
    assertThat(Place.others(choice, "ST")).containsExactly(new Place.Existing(refused));
    assertThat(Place.others(choice, "ST")).noneMatch(Place::isAllowed);
    assertThat(Place.bases(choice)).containsExactly("development", "production", "development/ann");
  }

  @Test
  void whereOneIsIsPreselectedButNotAWorkspaceWithoutBaseThatHasChildren() {
    RerunPlace production = place(TreeBuilder.PRODUCTION, true, true, null, 1, null);
    RerunPlace alone = place(TreeBuilder.PRODUCTION, true, true, null, 0, null);

    assertThat(Place.preselected(choice(here, origin))).contains(new Place.Existing(here));
    assertThat(Place.preselected(choice(production))).isEmpty();
    assertThat(Place.preselected(choice(alone))).contains(new Place.Existing(alone));
  }

  @Test
  void theButtonNamesTheDeed() {
    assertThat(RerunWords.deed(new Place.Existing(here), "")).isEqualTo("Re-run in development");
    assertThat(RerunWords.deed(new Place.NewChild(), "development/joe"))
        .isEqualTo("Create development/joe and re-run");
    assertThat(RerunWords.deed(null, "")).isEqualTo("Choose where to re-run");
    RerunPlace idle =
        new RerunPlace(
            TreeBuilder.DEVELOPMENT,
            null,
            true,
            false,
            null,
            0,
            new WorkerPresence(List.of(), false),
            false,
            "",
            null);
    assertThat(RerunWords.deed(new Place.Existing(idle), ""))
        .isEqualTo("Re-run and wait for a worker");
    assertThat(RerunWords.about(idle, "weather")).contains("no worker has module weather");
  }

  @Test
  void warnsOfTheAttemptThatWouldBeCancelled() {
    RerunPlace running =
        place(TreeBuilder.DEVELOPMENT, true, false, null, 0, TreeBuilder.execution(3, 1));

    assertThat(RerunWords.warning(new Place.Existing(running)))
        .contains("Attempt 1 is still running in development and will be cancelled.");
    assertThat(RerunWords.warning(new Place.Existing(here))).isEmpty();
    assertThat(RerunWords.warning(null)).isEmpty();
  }

  @Test
  void saysFromRecordedFactsWhatIsExecuted() {
    assertThat(RerunWords.consequence(choice(here)))
        .isEqualTo(", although it is memoized. Its callers are not run.");
  }

  private static RerunChoice choice(RerunPlace... places) {
    return new RerunChoice(
        TreeBuilder.step(3),
        "weather",
        "summarise",
        true,
        true,
        List.of(places),
        TreeBuilder.PRODUCTION.name());
  }

  private static RerunPlace place(
      Workspace workspace,
      boolean current,
      boolean origin,
      @Nullable String refusal,
      int descendants,
      @Nullable ExecutionId open) {
    return new RerunPlace(
        workspace,
        workspace.base() == null ? null : TreeBuilder.PRODUCTION.name(),
        current,
        origin,
        refusal,
        descendants,
        new WorkerPresence(List.of("joe@laptop"), true),
        true,
        "worker joe@laptop, 3f2a91",
        open);
  }
}
