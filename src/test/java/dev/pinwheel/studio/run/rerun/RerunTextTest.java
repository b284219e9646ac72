package dev.pinwheel.studio.run.rerun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.plan.RerunChoice;
import dev.pinwheel.query.plan.RerunOffer;
import dev.pinwheel.query.plan.RerunPlace;
import dev.pinwheel.query.view.WorkerPresence;
import dev.pinwheel.studio.run.RunTreeBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RerunTextTest {

  private static final String REFUSAL =
      "staging does not descend from production, where this step was called.";
  private static final Workspace STAGING = RunTreeBuilder.workspace(3, "staging", null);
  private static final Workspace ANN = RunTreeBuilder.workspace(4, "development/ann", 2L);

  private final RerunPlace here = place(RunTreeBuilder.DEVELOPMENT, true, false, null, 0, null);
  private final RerunPlace origin = place(RunTreeBuilder.PRODUCTION, false, true, null, 2, null);
  private final RerunPlace refused = place(STAGING, false, false, REFUSAL, 0, null);
  private final RerunPlace ann = place(ANN, false, false, null, 0, null);

  @Test
  void aLocationSaysWhyItMayBeTheRightOne() {
    assertThat(RerunText.about(here, List.of("weather")))
        .isEqualTo("you are here · based on production · worker joe@laptop, 3f2a91");
    assertThat(RerunText.about(origin, List.of("weather")))
        .isEqualTo(
            "executes for real; 2 workspaces based on it will use the result"
                + " · worker joe@laptop, 3f2a91");
    assertThat(RerunText.about(refused, List.of("weather"))).isEqualTo(REFUSAL);
  }

  @Test
  void atMostThreeLocationsAreOfferedAndTheOthersAreFoundByName() {
    RerunOffer offer = offer(here, origin, ann, refused);

    assertThat(RerunLocation.offered(offer, null))
        .containsExactly(
            new RerunLocation.Existing(here),
            new RerunLocation.Existing(origin),
            new RerunLocation.NewChild());
    assertThat(RerunLocation.others(offer, null, "ST"))
        .containsExactly(new RerunLocation.Existing(refused));
    assertThat(RerunLocation.others(offer, null, "ST")).noneMatch(RerunLocation::isAllowed);
    assertThat(RerunLocation.bases(offer))
        .containsExactly("development", "production", "development/ann");
  }

  @Test
  void whereOneIsIsPreselectedButNotAWorkspaceWithoutBaseThatHasChildren() {
    RerunPlace production = place(RunTreeBuilder.PRODUCTION, true, true, null, 1, null);
    RerunPlace alone = place(RunTreeBuilder.PRODUCTION, true, true, null, 0, null);

    assertThat(RerunLocation.preselected(offer(here, origin), "production"))
        .contains(new RerunLocation.Existing(here));
    assertThat(RerunLocation.preselected(offer(production), null))
        .contains(new RerunLocation.NewChild());
    assertThat(RerunLocation.preselected(offer(alone), null))
        .contains(new RerunLocation.Existing(alone));
  }

  @Test
  void theChildUsedLastIsOfferedAndPreselectedWhereAWorkspaceWithoutBaseIsSpared() {
    RerunPlace production = place(RunTreeBuilder.PRODUCTION, true, true, null, 2, null);
    RerunPlace development = place(RunTreeBuilder.DEVELOPMENT, false, false, null, 1, null);
    RerunOffer offer = offer(production, development, ann, refused);

    assertThat(RerunLocation.preselected(offer, "development/ann"))
        .contains(new RerunLocation.Existing(ann));
    assertThat(RerunLocation.offered(offer, "development/ann"))
        .containsExactly(
            new RerunLocation.Existing(production),
            new RerunLocation.Existing(ann),
            new RerunLocation.NewChild());
    assertThat(RerunLocation.others(offer, "development/ann", ""))
        .containsExactly(
            new RerunLocation.Existing(development), new RerunLocation.Existing(refused));
    for (String unusable : List.of("staging", "production", "gone")) {
      assertThat(RerunLocation.preselected(offer, unusable))
          .as(unusable)
          .contains(new RerunLocation.NewChild());
    }
  }

  @Test
  void whoAsksForAChildGetsTheOneUsedLastElseANewOneElseAnyThatExists() {
    RerunPlace production = place(RunTreeBuilder.PRODUCTION, false, true, null, 2, null);
    RerunPlace below = place(ANN, false, false, null, 0, null, RunTreeBuilder.DEVELOPMENT);
    RerunOffer offer = offer(here, production, below, refused).preferringChild();

    assertThat(RerunLocation.preselected(offer, "development/ann"))
        .contains(new RerunLocation.Existing(below));
    assertThat(RerunLocation.offered(offer, "development/ann"))
        .contains(new RerunLocation.Existing(below), new RerunLocation.NewChild());
    assertThat(RerunLocation.preselected(offer, "production"))
        .as("a base is no child")
        .contains(new RerunLocation.NewChild());
    assertThat(RerunLocation.childToOffer(offer, "production", true)).isEqualTo("production");
    assertThat(RerunLocation.childToOffer(offer, null, false))
        .as("for who may not make one")
        .isEqualTo("development/ann");
    assertThat(RerunLocation.childToOffer(offer(here, production), null, false)).isNull();
  }

  @Test
  void theButtonNamesTheDeed() {
    assertThat(RerunText.buttonText(new RerunLocation.Existing(here), "", ""))
        .isEqualTo("Re-run in development");
    assertThat(RerunText.buttonText(new RerunLocation.NewChild(), "", "development/joe"))
        .isEqualTo("Create development/joe and re-run");
    assertThat(RerunText.buttonText(null, "", "")).isEqualTo("Choose where to re-run");
    assertThat(RerunText.buttonText(new RerunLocation.Existing(here), " 29 runs", ""))
        .isEqualTo("Re-run 29 runs in development");
    assertThat(RerunText.buttonText(new RerunLocation.NewChild(), " 29 runs", "joe"))
        .isEqualTo("Create joe and re-run 29 runs");
    assertThat(
            RerunText.buttonText(
                new RerunLocation.NewChild(), "", "development/" + "x".repeat(100)))
        .as("no longer than a dialog is wide")
        .hasSizeLessThan(60)
        .startsWith("Create development/x");
    RerunPlace idle =
        new RerunPlace(
            RunTreeBuilder.DEVELOPMENT,
            null,
            true,
            false,
            true,
            null,
            0,
            new WorkerPresence(List.of(), false),
            false,
            "",
            null);
    assertThat(RerunText.buttonText(new RerunLocation.Existing(idle), "", ""))
        .isEqualTo("Re-run and wait for a worker");
    assertThat(RerunText.buttonText(new RerunLocation.Existing(idle), " 29 runs", ""))
        .isEqualTo("Re-run 29 runs in development");
    assertThat(RerunText.about(idle, List.of("weather"))).contains("no worker has module weather");
    assertThat(RerunText.about(idle, List.of("users", "weather")))
        .contains("no worker for some of these runs");
  }

  @Test
  void warnsOfTheAttemptThatWouldBeCancelled() {
    RerunPlace running =
        place(RunTreeBuilder.DEVELOPMENT, true, false, null, 0, RunTreeBuilder.execution(3, 1));

    assertThat(RerunText.warning(new RerunLocation.Existing(running)))
        .contains("Attempt 1 is still running in development and will be cancelled.");
    assertThat(RerunText.warning(new RerunLocation.Existing(here))).isEmpty();
    assertThat(RerunText.warning(null)).isEmpty();
  }

  @Test
  void saysFromRecordedFactsWhatIsExecuted() {
    assertThat(RerunText.consequence(choice(here)))
        .isEqualTo(", although it is memoized. Its callers are not run.");
  }

  private static RerunOffer offer(RerunPlace... places) {
    return choice(places).offer();
  }

  private static RerunChoice choice(RerunPlace... places) {
    return new RerunChoice(
        RunTreeBuilder.step(3),
        "weather",
        "summarise",
        true,
        true,
        List.of(places),
        RunTreeBuilder.PRODUCTION.name());
  }

  private static RerunPlace place(
      Workspace workspace,
      boolean current,
      boolean origin,
      @Nullable String refusal,
      int descendants,
      @Nullable ExecutionId open) {
    return place(workspace, current, origin, refusal, descendants, open, RunTreeBuilder.PRODUCTION);
  }

  private static RerunPlace place(
      Workspace workspace,
      boolean current,
      boolean origin,
      @Nullable String refusal,
      int descendants,
      @Nullable ExecutionId open,
      Workspace base) {
    return new RerunPlace(
        workspace,
        workspace.base() == null ? null : base.name(),
        current,
        origin,
        refusal == null,
        refusal,
        descendants,
        new WorkerPresence(List.of("joe@laptop"), true),
        true,
        "worker joe@laptop, 3f2a91",
        open);
  }
}
