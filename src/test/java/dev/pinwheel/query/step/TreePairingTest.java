package dev.pinwheel.query.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which call of one tree is which call of another one, and how they differ. */
class TreePairingTest {

  /** {@code 2=3 fetch} compared, {@code 2~3} not, {@code -4 send} gone, {@code +5 send} added. */
  private static List<String> shown(PairedTrees trees) {
    return trees.calls().stream().map(TreePairingTest::shown).toList();
  }

  private static String shown(PairedCall call) {
    String target = " " + call.either().target();
    String where = call.compared() ? "" : " again";
    return number(call.before(), call.isGone() ? "-" : "")
        + (call.isAdded() || call.isGone() ? "" : "=")
        + number(call.after(), call.isAdded() ? "+" : "")
        + target
        + where;
  }

  private static String number(@Nullable StepNode node, String sign) {
    return node == null ? "" : sign + node.step().number();
  }

  private static List<String> kinds(PairedTrees trees) {
    return trees.calls().stream()
        .flatMap(call -> CallDifference.of(call).stream())
        .map(difference -> difference.call().either().target() + " " + difference.kind().word())
        .toList();
  }

  @Test
  void aRunIsPairedWithAnotherOneFromStep1Downwards() {
    PairedTrees trees =
        ComparedTree.of(1)
            .step(2, 1, "fetch", "a", null, "Ann")
            .step(3, 1, "parse", "x", null, "1")
            .step(4, 1, "send", "a", null, "sent")
            .made(1, 2)
            .made(2, 3)
            .made(1, 4)
            .with(
                ComparedTree.of(2)
                    .step(2, 1, "send", "a", null, "sent")
                    .step(3, 1, "fetch", "a", null, "Zoe")
                    .step(4, 1, "parse", "x", null, "1")
                    .step(5, 1, "audit", "a", null, "ok")
                    .made(1, 2)
                    .made(1, 3)
                    .made(3, 4)
                    .made(1, 5));

    assertThat(shown(trees))
        .containsExactly("1=1 welcome", "4=2 send", "2=3 fetch", "3=4 parse", "+5 audit");
    assertThat(kinds(trees))
        .containsExactly(
            "welcome sameResult",
            "send sameResult",
            "fetch otherResult",
            "parse sameResult",
            "audit added");
  }

  @Test
  void calleesOfCallersThatAreNotPairedAreNotPaired() {
    PairedTrees trees =
        ComparedTree.of(1)
            .step(2, 1, "load", "a", null, "1")
            .step(3, 1, "parse", "x", null, "1")
            .made(1, 2)
            .made(2, 3)
            .with(
                ComparedTree.of(2)
                    .step(2, 1, "read", "a", null, "1")
                    .step(3, 1, "parse", "x", null, "1")
                    .made(1, 2)
                    .made(2, 3));

    assertThat(shown(trees))
        .containsExactly("1=1 welcome", "+2 read", "+3 parse", "-2 load", "-3 parse");
  }

  @Test
  void aSharedExecutionIsPairedOnceWhicheverStepCallsIt() {
    ComparedTree before =
        ComparedTree.of(1)
            .step(2, 1, "load", "a", null, "1")
            .step(3, 1, "fetch", "u1", "u1", "Ann")
            .made(1, 2)
            .made(2, 3);
    ComparedTree after =
        ComparedTree.of(1)
            .step(4, 1, "read", "a", null, "1")
            .step(3, 1, "fetch", "u1", "u1", "Ann")
            .made(1, 4)
            .reused(4, 3)
            .reused(1, 3);

    PairedTrees trees = before.with(after);

    assertThat(shown(trees))
        .containsExactly(
            "1=1 welcome",
            "+4 read",
            "+3 fetch again",
            "+3 fetch again",
            "-2 load",
            "-3 fetch again",
            "3=3 fetch");
    assertThat(trees.calls().getLast().isShared()).isTrue();
    assertThat(CallDifference.of(trees.calls().getLast())).isEmpty();
  }

  @Test
  void callsOfOneTargetWithOtherArgumentsArePairedByTheirKeyAndReuseIsSeen() {
    PairedTrees trees =
        ComparedTree.of(1)
            .step(2, 1, "check", "january refuse", "january", "ok")
            .step(3, 1, "check", "february refuse", "february", "ok")
            .made(1, 2)
            .made(1, 3)
            .with(
                ComparedTree.of(1)
                    .step(3, 1, "check", "february refuse", "february", "ok")
                    .step(2, 1, "check", "january refuse", "january", "ok")
                    .call(1, 3, CallKind.REUSED, 1, "february rain")
                    .call(1, 2, CallKind.REUSED, 1, "january rain"));

    assertThat(shown(trees)).containsExactly("1=1 welcome", "3=3 check", "2=2 check");
    assertThat(kinds(trees)).containsExactly("check otherArguments", "check otherArguments");
  }

  @Test
  void howOftenACallWasMadeCounts() {
    PairedTrees trees =
        ComparedTree.of(1)
            .step(2, 1, "fetch", "a", "a", "Ann")
            .call(1, 2, CallKind.REUSED, 2, null)
            .with(
                ComparedTree.of(1)
                    .step(2, 1, "fetch", "a", "a", "Ann")
                    .call(1, 2, CallKind.REUSED, 4, null));

    assertThat(kinds(trees)).containsExactly("fetch otherTimes");
  }

  @Test
  void anOpenExecutionDiffersFromAnEndedOne() {
    PairedTrees trees =
        ComparedTree.of(1)
            .step(2, 1, "fetch", "a", null, "Ann")
            .made(1, 2)
            .with(ComparedTree.of(1).step(2, 2, "fetch", "a", null, null).made(1, 2));

    assertThat(kinds(trees)).containsExactly("fetch otherResult");
  }

  @Test
  void equalTreesDoNotDifferAndAChainOfTenThousandIsWalked() {
    ComparedTree one = ComparedTree.of(1);
    ComparedTree other = ComparedTree.of(2);
    for (int number = 2; number <= 10_000; number++) {
      one.step(number, 1, "next", "n" + number, null, "1");
      other.step(number, 1, "next", "n" + number, null, "1");
    }
    one.chain();
    other.chain();

    PairedTrees trees = one.with(other);

    assertThat(trees.calls()).hasSize(10_000);
    assertThat(trees.calls().stream().flatMap(call -> CallDifference.of(call).stream()))
        .noneMatch(CallDifference::isDifferent);
  }

  @Test
  void keysNameCallsOfBothTrees() {
    PairedTrees trees =
        ComparedTree.of(1)
            .step(2, 1, "load", "a", null, "1")
            .made(1, 2)
            .with(ComparedTree.of(2).step(2, 1, "read", "a", null, "1").made(1, 2));

    assertThat(trees.calls()).extracting(PairedCall::key).containsExactly("0", "1.1", "-1.1");
  }
}
