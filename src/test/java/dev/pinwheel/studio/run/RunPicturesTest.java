package dev.pinwheel.studio.run;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.StatementCounter;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that watch a run share what they read and draw. */
@EachDatabase
final class RunPicturesTest {

  private StatementCounter statements;
  private RunPictures pictures;
  private Scripted welcome;

  @BeforeEach
  void aRun(EngineFixture pinwheel) {
    statements = pinwheel.countStatements();
    statements.countOnlyThisThread();
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.embeddedWorker(workflow("welcome", "userId"), task("fetchUser", "userId"));
    welcome = pinwheel.submit("production", "welcome", "u1").running();
    pictures = new RunPictures(pinwheel.reads(), pinwheel.clock());
  }

  private RunPageRequest request(EngineFixture pinwheel, String workspace, String... toggled) {
    return request(pinwheel, workspace, null, null, Set.of(toggled));
  }

  private RunPageRequest of(
      EngineFixture pinwheel, String workspace, StepId step, @Nullable Integer attempt) {
    return request(pinwheel, workspace, step, attempt, Set.of());
  }

  private RunPageRequest request(
      EngineFixture pinwheel,
      String workspace,
      @Nullable StepId step,
      @Nullable Integer attempt,
      Set<String> toggled) {
    Viewpoint viewpoint = pinwheel.reads().viewpoints().get(workspace, Sight.EVERYTHING);
    return new RunPageRequest(
        viewpoint, welcome.run(), step, attempt, toggled, Map.of(), 0, ZoneOffset.UTC);
  }

  private RunPicture find(RunPageRequest request, long after) {
    return pictures.find(request, after).orElseThrow();
  }

  @Test
  void aPageTakesWhatAnotherOneReadAfterTheChange(EngineFixture pinwheel) {
    RunPageRequest request = request(pinwheel, "production");
    RunPicture before = find(request, pictures.now());
    welcome.calls("fetchUser", "u1");
    long change = pictures.now();

    RunPicture first = find(request, change);
    statements.reset();
    RunPicture second = find(request, change);

    assertThat(second).isSameAs(first);
    assertThat(statements.statements()).isEmpty();
    assertThat(first.tree().nodes()).hasSize(2);
    assertThat(before.tree().nodes()).hasSize(1);
  }

  @Test
  void anotherStepOrFoldOfASettledRunNeedsNoOtherPicture(EngineFixture pinwheel) {
    StepId fetched = welcome.calls("fetchUser", "u1").running().step();
    RunPageRequest before = request(pinwheel, "production");
    RunPageRequest selected = of(pinwheel, "production", fetched, null);
    RunTree open = find(before, pictures.now()).tree();
    assertThat(RunPictures.answers(before, open, selected)).as("something is open").isFalse();

    pinwheel.cancel("production", welcome.id());
    RunTree settled = find(before, pictures.now()).tree();

    assertThat(RunPictures.answers(before, settled, selected)).isTrue();
    assertThat(RunPictures.answers(before, settled, request(pinwheel, "production", "card-1")))
        .isTrue();
    assertThat(RunPictures.answers(null, settled, before)).isFalse();
    assertThat(RunPictures.answers(before, null, selected)).isFalse();
    assertThat(RunPictures.answers(before, settled, request(pinwheel, "development"))).isFalse();
    assertThat(RunPictures.answers(before, settled, of(pinwheel, "production", fetched, 1)))
        .as("another attempt")
        .isFalse();
  }

  /** W4: production does not see what the child sees. */
  @Test
  void whoLooksFromElsewhereReadsAnew(EngineFixture pinwheel) {
    pinwheel.rerun("development", welcome.step()).running().calls("fetchUser", "u2");
    long change = pictures.now();

    RunPicture child = find(request(pinwheel, "development"), change);
    RunPicture base = find(request(pinwheel, "production"), change);

    assertThat(child.tree().nodes()).hasSize(2);
    assertThat(base.tree().nodes()).hasSize(1);
    assertThat(base.tree().root().attempts()).hasSize(1);
  }

  /** Somebody may fold what others look at. */
  @Test
  void whoFoldsOtherCardsSharesTheTreeOnly(EngineFixture pinwheel) {
    long change = pictures.now();

    RunPicture open = find(request(pinwheel, "production"), change);
    RunPicture folded = find(request(pinwheel, "production", "card-1"), change);

    assertThat(folded).isNotSameAs(open);
    assertThat(folded.tree()).isSameAs(open.tree());
  }

  @Test
  void anEndedRunIsDrawnOnce(EngineFixture pinwheel) {
    welcome.returns("done");
    RunPageRequest request = request(pinwheel, "production");

    RunPicture first = find(request, pictures.now());

    assertThat(first.tree().header().status()).isEqualTo(State.DONE);
    assertThat(find(request, pictures.now())).isSameAs(first);
    assertThat(first.kept()).isFalse();
  }

  @Test
  void pagesThatWereOpenTogetherShareTheLayout(EngineFixture pinwheel) {
    RunPageRequest request = request(pinwheel, "production");
    RunPicture before = find(request, pictures.now());
    Placement placed = before.placement();
    welcome.calls("fetchUser", "u1");

    RunPicture after = find(request, pictures.now());

    assertThat(before.placementAfter(before, placed)).isSameAs(placed);
    assertThat(after.placementAfter(before, placed))
        .isNotSameAs(placed)
        .isSameAs(after.placementAfter(before, placed));
  }

  @Test
  void nothingVisibleIsNoPicture(EngineFixture pinwheel) {
    pinwheel.workspace("elsewhere");

    assertThat(pictures.find(request(pinwheel, "elsewhere"), pictures.now())).isEmpty();
  }
}
