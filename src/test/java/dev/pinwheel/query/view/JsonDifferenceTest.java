package dev.pinwheel.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Differences by path, with values compared as keys are (M3). */
class JsonDifferenceTest {

  private static List<String> between(String before, String after) {
    return JsonDifference.between(Json.of(before), Json.of(after), 10).stream()
        .map(JsonDifference::sentence)
        .toList();
  }

  @Test
  void equalValuesDoNotDiffer() {
    assertThat(between("{\"a\":1,\"b\":2.0}", "{ \"b\":2, \"a\":1 }")).isEmpty();
    assertThat(between("{\"$set\":[1,2,2]}", "{\"$set\":[2,1]}")).isEmpty();
    assertThat(between("\"\\u0041\"", "\"A\"")).isEmpty();
  }

  @Test
  void placesAreToldByPath() {
    assertThat(between("{\"a\":{\"b\":[1,2,3]},\"c\":true}", "{\"a\":{\"b\":[1,5]},\"d\":null}"))
        .containsExactly(
            "$.a.b[1] 2 → 5",
            "$.a.b[2] 3 → (absent)",
            "$.c true → (absent)",
            "$.d (absent) → null");
    assertThat(between("{\"two words\":1,\"$$x\":1}", "{\"two words\":2,\"$$x\":2}"))
        .containsExactlyInAnyOrder("$[\"two words\"] 1 → 2", "$.$x 1 → 2");
  }

  @Test
  void otherKindsDifferAsAWhole() {
    assertThat(between("{\"a\":1}", "[1]")).containsExactly("{\"a\":1} → [1]");
    assertThat(between("{\"$bytes\":\"AQ==\"}", "\"AQ==\""))
        .containsExactly("{\"$bytes\":\"AQ==\"} → \"AQ==\"");
    assertThat(between("{\"$set\":[1]}", "{\"$set\":[1,2]}"))
        .containsExactly("{\"$set\":[1]} → {\"$set\":[1,2]}");
  }

  @Test
  void numbersAreShownAsPeopleWriteThem() {
    assertThat(between("20", "1.50")).containsExactly("20 → 1.5");
    assertThat(between("9007199254740993", "1e999999999"))
        .containsExactly("9007199254740993 → 1e999999999");
    assertThat(between("\"1e1\"", "10")).containsExactly("\"1e1\" → 10");
  }

  @Test
  void handlesAreToldByTheirIds() {
    List<JsonDifference> differences =
        JsonDifference.between(
            Json.of("{\"$execution\":\"R7K2:3:1\"}"), Json.of("{\"$execution\":\"R7K2:3:2\"}"), 10);

    assertThat(differences).containsExactly(new JsonDifference("$", "R7K2:3:1", "R7K2:3:2", true));
  }

  @Test
  void longValuesAreShortenedAndManyPlacesCut() {
    String many = "[" + "1,".repeat(50) + "1]";
    assertThat(between(many, many.replace('1', '2'))).hasSize(10);
    assertThat(between("\"" + "x".repeat(500) + "\"", "1").getFirst()).hasSizeLessThan(140);
  }
}
