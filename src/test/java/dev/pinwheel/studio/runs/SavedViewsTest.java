package dev.pinwheel.studio.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.query.run.RunOrder;
import dev.pinwheel.studio.runs.SavedViews.SavedView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedViewsTest {

  private static final RunQuery FAILED =
      new RunQuery(
          false,
          "users/welcome",
          StatusChoice.FAILED,
          SinceChoice.EVER,
          "a&b=ü",
          ActivityRange.NONE,
          RunOrder.ACTIVITY,
          "",
          false);

  private final SavedViews one = SavedViews.NONE.with(" Failed ", FAILED);

  @Test
  void whatIsKeptIsReadAgain() {
    SavedViews views = SavedViews.parse(one.with("All", RunQuery.FIRST).json());

    assertThat(views.all()).extracting(SavedView::name).containsExactly("Failed", "All");
    assertThat(views.all()).extracting(SavedView::runs).containsExactly(FAILED, RunQuery.FIRST);
    assertThat(views.find(FAILED)).map(SavedView::name).contains("Failed");
    assertThat(views.find(RunQuery.of(QueryParameters.of("q", "x")))).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "no json", "{}", "3", "[3, null, {}]", "[{\"name\":\" \"}]"})
  void whatMakesNoSenseIsLeftOut(String kept) {
    assertThat(SavedViews.parse(kept)).isEqualTo(SavedViews.NONE);
  }

  @Test
  void whatABrowserKeptTwiceOrTooOftenIsLeftOut() {
    String twice = "[{\"name\":\"A\",\"query\":\"\"},{\"name\":\"a\",\"query\":\"q=x\"}]";
    assertThat(SavedViews.parse(twice).all()).extracting(SavedView::name).containsExactly("A");
  }

  @Test
  void aNameThatCannotBeUsedIsRefusedInASentence() {
    assertThat(one.problem("  ", null)).contains("A view needs a name.");
    assertThat(one.problem("x".repeat(61), null))
        .contains("A name has at most 60 characters; this one has 61.");
    assertThat(one.problem("a\nb", null))
        .contains("A name has no line breaks and no control characters.");
    assertThat(one.problem("failed", null)).contains("There is a view called 'Failed' already.");
    assertThat(one.problem("Other", null)).isEmpty();
    assertThat(one.problem("FAILED", "Failed")).isEmpty();
  }

  @Test
  void thereAreAtMostFifty() {
    SavedViews views = SavedViews.NONE;
    for (int i = 0; i < SavedViews.MOST; i++) {
      views = views.with("View " + i, RunQuery.FIRST);
    }

    assertThat(views.problem("One more", null))
        .contains("A workspace has at most 50 views. Delete one under Manage views.");
    assertThat(views.problem("Another name", "View 1")).isEmpty();
    assertThat(views.without("View 1").problem("One more", null)).isEmpty();
  }

  @Test
  void aViewIsRenamedInItsPlaceAndDeleted() {
    SavedViews views = one.with("All", RunQuery.FIRST);

    assertThat(views.renamed("Failed", " Bad ").all())
        .extracting(SavedView::name)
        .containsExactly("Bad", "All");
    assertThat(views.without("Failed").all()).extracting(SavedView::name).containsExactly("All");
  }

  @Test
  void aFilterHasANameInWords() {
    assertThat(RunsText.name(RunQuery.FIRST)).isEqualTo("Last 7 days");
    assertThat(RunsText.name(FAILED))
        .isEqualTo("Failed, users / welcome, 'a&b=ü', without bases, any time");
  }
}
