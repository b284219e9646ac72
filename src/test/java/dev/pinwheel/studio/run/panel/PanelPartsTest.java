package dev.pinwheel.studio.run.panel;

import static dev.pinwheel.studio.StudioFixture.text;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.html.NativeButton;
import dev.pinwheel.query.step.Comparison;
import dev.pinwheel.query.step.Comparison.Difference;
import dev.pinwheel.query.step.Comparisons.Seen;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.studio.StudioFixture;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunActionsFixture;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the parts of the panel say, and in which order. */
class PanelPartsTest {

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
  private final EngineFixture pinwheel = EngineFixture.start(database);
  private Scripted nightly;
  private Scripted parse;
  private StudioFixture studio;
  private RunActions actions;

  @BeforeEach
  void aRunWithAFailedStep() {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(workflow("nightly", "year"), task("parseRow", "row").memo());
    nightly = pinwheel.submit("production", "nightly", "2025").running();
    Scripted.Calling parsing = nightly.calls("parseRow", "39");
    parse = parsing.running();
    parse.fails("'N/A' is not a number");
    studio = new StudioFixture(pinwheel, "production");
    actions = RunActionsFixture.on(studio, nightly.run());
  }

  @AfterEach
  void close() {
    studio.close();
    pinwheel.close();
    database.close();
  }

  private ExecutionView view(Scripted did) {
    return pinwheel.reads().executions().get(studio.viewpoint(), did.id());
  }

  @Test
  void argumentsStandAboveTheErrorAndItsFrames() {
    OverviewTab overview = new OverviewTab(actions);

    overview.show(view(parse), null, ZoneOffset.UTC);

    assertThat(text(overview)).containsSubsequence("Arguments", "Error", "is not a number");
  }

  @Test
  void theTitleHasTheArguments() {
    PanelHeader header = new PanelHeader(actions);

    header.show(view(parse), false, ZoneOffset.UTC);

    assertThat(text(header)).startsWith("users / parseRowrow 39");
    assertThat(header.getElement().getOuterHTML()).contains("title=\"users / parseRow row 39\"");
  }

  @Test
  void aClickOnTheIdCopiesIt() {
    PanelHeader header = new PanelHeader(actions);
    header.show(view(parse), false, ZoneOffset.UTC);
    NativeButton id =
        descendants(header)
            .filter(part -> part.getElement().getText().equals(parse.id().toString()))
            .map(NativeButton.class::cast)
            .findFirst()
            .orElseThrow();

    ComponentUtil.fireEvent(id, new ClickEvent<>(id));

    assertThat(studio.scriptArguments()).contains(parse.id().toString());
  }

  @Test
  void callsSayWithWhichArguments() {
    CallsTab calls = new CallsTab(actions);

    calls.show(view(nightly));

    assertThat(text(calls)).containsSubsequence("Calls · 1", "parseRow", "row 39", ":2:1");
  }

  @Test
  void stepOneIsCalledByNothing() {
    CallsTab calls = new CallsTab(actions);

    calls.show(view(nightly));

    assertThat(text(calls))
        .contains("Step 1 is the workflow itself: no step of this run calls it.");
  }

  @Test
  void anAttemptWithoutCallersNamesTheCalledOne() {
    Scripted again = pinwheel.rerun("production", parse.step()).running();
    CallsTab calls = new CallsTab(actions);

    calls.show(view(again));

    assertThat(text(calls))
        .containsSubsequence(
            "No call visible from here refers to attempt #2: the step was re-run on its own.",
            "Attempt #1",
            "is called by:",
            "nightly",
            "year 2025");
  }

  @Test
  void comparedCallsSayWithWhichArguments() {
    nightly.fails("no");
    Scripted again = pinwheel.rerun("production", nightly.step()).running();
    again.calls("parseRow", "40").running().returns("40");
    again.returns(null);
    Comparison comparison =
        pinwheel
            .reads()
            .comparisons()
            .compare(
                new Seen(studio.viewpoint(), nightly.id()),
                new Seen(studio.viewpoint(), again.id()));

    assertThat(comparison.calls())
        .extracting(Difference::argumentLine)
        .containsExactly("row \"40\"");
    assertThat(
            ComparisonSections.of(comparison, id -> {}).stream().map(StudioFixture::text).toList())
        .last()
        .asString()
        .contains("row 40");
  }

  private static Stream<Component> descendants(Component component) {
    return component
        .getChildren()
        .flatMap(child -> Stream.concat(Stream.of(child), descendants(child)));
  }
}
