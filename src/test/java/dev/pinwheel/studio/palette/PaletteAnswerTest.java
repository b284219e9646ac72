package dev.pinwheel.studio.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PaletteAnswerTest {

  private static PaletteItem item(String title) {
    return PaletteItem.of(StudioIcon.PLAY, title, "", ui -> {});
  }

  private final PaletteAnswer answer =
      new PaletteAnswer(
          3,
          List.of(
              new PaletteGroup("Commands", List.of(item("one"), item("two"))),
              new PaletteGroup("Runs", "older", List.of(item("three")))),
          "");

  @Test
  void linesAreCountedThroughAllGroups() {
    assertThat(answer.find(0).orElseThrow().title()).isEqualTo("one");
    assertThat(answer.find(2).orElseThrow().title()).isEqualTo("three");
    assertThat(answer.find(3)).isEmpty();
    assertThat(answer.find(-1)).isEmpty();
  }

  @Test
  void aLineHasAStateOrAnIcon() {
    PaletteItem failed =
        new PaletteItem(State.FAILED, StudioIcon.RUNS, "a", "b", "c", "d", "", ui -> {});

    JsonNode json =
        new PaletteAnswer(1, List.of(new PaletteGroup("Runs", List.of(failed))), "").json();

    JsonNode line = json.at("/groups/0/items/0");
    assertThat(line.path("state").asString()).isEqualTo("failed");
    assertThat(line.has("icon")).isFalse();
    assertThat(answer.json().at("/groups/0/items/0/icon").asString()).isEqualTo("play");
    assertThat(answer.json().at("/groups/1/note").asString()).isEqualTo("older");
  }

  @Test
  void whatWasNotSearchedIsSaidWhenNothingIsFound() {
    assertThat(PaletteText.nothing("x", false)).isEqualTo("Nothing found for 'x'.");
    assertThat(PaletteText.nothing("x", true))
        .isEqualTo("Nothing found for 'x' in the newest 5,000 runs. Older runs were not searched.");
  }
}
