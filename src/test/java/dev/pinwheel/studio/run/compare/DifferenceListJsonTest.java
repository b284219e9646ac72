package dev.pinwheel.studio.run.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.step.ComparedTree;
import dev.pinwheel.query.step.Comparison;
import dev.pinwheel.query.step.DifferenceGroup;
import dev.pinwheel.query.step.PairedTrees;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class DifferenceListJsonTest {

  private static final int CALLS = 250;

  private final List<DifferenceGroup> groups = List.of(added());

  /** Only the newer run called {@code parseRow}. */
  private static DifferenceGroup added() {
    ComparedTree newer = ComparedTree.of(2);
    for (int number = 2; number < 2 + CALLS; number++) {
      newer.step(number, 1, "parseRow", "row " + number, null, "1").made(1, number);
    }
    PairedTrees trees = ComparedTree.of(1).with(newer);
    return new DifferenceGroup(
        Comparison.Kind.ADDED,
        "users",
        "parseRow",
        ComparedTree.differences(trees).stream()
            .filter(difference -> difference.call().isAdded())
            .toList());
  }

  @Test
  void ofAGroupTwentyCallsAreShownUntilMoreAreWanted() {
    JsonNode first = only(DifferenceLimits.AT_FIRST);
    String id = first.path("id").asString();

    assertThat(first.path("members")).hasSize(20);
    assertThat(first.path("more").asInt()).isEqualTo(CALLS - 20);

    JsonNode more = only(DifferenceLimits.AT_FIRST.more(id));
    assertThat(more.path("members")).hasSize(120);
    assertThat(more.path("more").asInt()).isEqualTo(CALLS - 120);

    JsonNode all = only(DifferenceLimits.AT_FIRST.more(id).more(id).more(id));
    assertThat(all.path("members")).hasSize(CALLS);
    assertThat(all.path("more").asInt()).isZero();
  }

  @Test
  void aGroupStaysTheSameWhenItsFirstCallIsAnotherOne() {
    DifferenceGroup group = groups.getFirst();
    DifferenceGroup before =
        new DifferenceGroup(
            group.kind(), group.module(), group.target(), group.members().subList(1, CALLS));
    String id = only(DifferenceLimits.AT_FIRST).path("id").asString();

    JsonNode shown =
        DifferenceListJson.of(List.of(before), DifferenceLimits.AT_FIRST.more(id))
            .path("groups")
            .path(0);

    assertThat(shown.path("id").asString()).isEqualTo(id);
    assertThat(shown.path("members")).hasSize(120);
  }

  @Test
  void moreGroupsAreShownByTheHundred() {
    List<DifferenceGroup> many = Collections.nCopies(230, groups.getFirst());

    JsonNode first = DifferenceListJson.of(many, DifferenceLimits.AT_FIRST);
    assertThat(first.path("groups")).hasSize(100);
    assertThat(first.path("more").asInt()).isEqualTo(130);

    JsonNode more = DifferenceListJson.of(many, DifferenceLimits.AT_FIRST.more(""));
    assertThat(more.path("groups")).hasSize(200);
    assertThat(more.path("more").asInt()).isEqualTo(30);
  }

  private JsonNode only(DifferenceLimits limits) {
    return DifferenceListJson.of(groups, limits).path("groups").path(0);
  }
}
