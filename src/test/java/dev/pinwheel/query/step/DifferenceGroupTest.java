package dev.pinwheel.query.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CallKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a group of differences says, without arguments and results. */
class DifferenceGroupTest {

  private static List<String> groups(ComparedTree before, ComparedTree after) {
    return DifferenceGroup.of(ComparedTree.differences(before.with(after))).stream()
        .map(group -> "%s × %d: %s".formatted(group.target(), group.count(), group.sentence()))
        .toList();
  }

  @Test
  void durationsOfWhatRanAreAddedUp() {
    assertThat(
            groups(
                ComparedTree.of(1)
                    .step(2, 1, "check", "a", null, "1")
                    .step(3, 1, "check", "b", null, "1")
                    .made(1, 2)
                    .made(1, 3),
                ComparedTree.of(2)
                    .step(4, 1, "check", "a", null, "2")
                    .step(5, 1, "check", "b", null, "2")
                    .made(1, 4)
                    .made(1, 5)))
        .containsExactly("check × 2: another result; 2 ran; 5 s → 9 s");
  }

  @Test
  void addedAndGoneCallsAreGroupsOfTheirOwn() {
    assertThat(
            groups(
                ComparedTree.of(1).step(2, 1, "send", "a", null, "1").made(1, 2),
                ComparedTree.of(1)
                    .step(3, 1, "audit", "a", null, "1")
                    .step(4, 1, "audit", "b", "b", "1")
                    .made(1, 3)
                    .reused(1, 4)))
        .containsExactly("audit × 2: added; 1 ran, 1 reused; 7 s", "send × 1: gone; 2 s");
  }

  @Test
  void howOftenACallWasMadeIsSaid() {
    assertThat(
            groups(
                ComparedTree.of(1)
                    .step(2, 1, "fetch", "a", "a", "Ann")
                    .call(1, 2, CallKind.REUSED, 2, null),
                ComparedTree.of(1)
                    .step(2, 1, "fetch", "a", "a", "Ann")
                    .call(1, 2, CallKind.REUSED, 4, null)))
        .containsExactly("fetch × 1: called 2 → 4 times; reused");
  }

  @Test
  void sharedExecutionsTakeNoTimeAgain() {
    assertThat(
            groups(
                ComparedTree.of(1)
                    .step(2, 1, "check", "january refuse", "january", "ok")
                    .made(1, 2),
                ComparedTree.of(1)
                    .step(2, 1, "check", "january refuse", "january", "ok")
                    .call(1, 2, CallKind.REUSED, 1, "january rain")))
        .containsExactly("check × 1: other arguments; reused");
  }
}
