package dev.pinwheel.query.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.step.CallPairing.Likeness;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which call of one caller is which call of another one. */
class CallPairingTest {

  private record Call(
      String name,
      String execution,
      String target,
      @Nullable String group,
      String arguments,
      @Nullable String memoKey) {

    Likeness likeness() {
      return new Likeness(execution(execution), target, group, arguments, memoKey);
    }

    /** {@code 2:3} is step 3 of the second run. */
    private static ExecutionId execution(String text) {
      String[] numbers = text.split(":");
      RunId run = new RunId(Long.parseLong(numbers[0]));
      return new ExecutionId(new StepId(run, Integer.parseInt(numbers[1])), 1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Call call(String name, String execution, String target, String arguments) {
    return new Call(name, execution, target, null, arguments, null);
  }

  private static List<String> pairs(CallPairing<Call> pairing) {
    return pairing.pairs().stream().map(pair -> pair.before() + " " + pair.after()).toList();
  }

  private static CallPairing<Call> pair(List<Call> before, List<Call> after) {
    return CallPairing.of(before, after, Call::likeness);
  }

  @Test
  void theSameExecutionComesBeforeTheSameArguments() {
    Call one = call("one", "1:2", "fetch", "a");
    Call two = call("two", "1:3", "fetch", "b");
    Call three = call("three", "1:3", "fetch", "a");
    Call four = call("four", "1:4", "fetch", "c");

    assertThat(pairs(pair(List.of(one, two), List.of(three, four))))
        .containsExactly("two three", "one four");
  }

  @Test
  void equalCallsArePairedInTheirOrder() {
    Call one = call("one", "1:2", "send", "a");
    Call two = call("two", "1:3", "send", "a");
    Call three = call("three", "2:2", "send", "b");
    Call four = call("four", "2:3", "send", "a");
    Call five = call("five", "2:4", "send", "a");

    CallPairing<Call> pairing = pair(List.of(one, two), List.of(three, four, five));

    assertThat(pairs(pairing)).containsExactly("one four", "two five");
    assertThat(pairing.added()).containsExactly(three);
    assertThat(pairing.gone()).isEmpty();
  }

  @Test
  void theMemoKeyComesBeforeTheOrder() {
    Call one = new Call("one", "1:2", "check", null, "a1", "january");
    Call two = new Call("two", "1:3", "check", null, "b1", "february");
    Call three = new Call("three", "2:2", "check", null, "b2", "february");
    Call four = new Call("four", "2:3", "check", null, "c2", "march");

    assertThat(pairs(pair(List.of(one, two), List.of(three, four))))
        .containsExactly("two three", "one four");
  }

  @Test
  void otherGroupsAndOtherTargetsAreOtherCalls() {
    Call one = new Call("one", "1:2", "send", "mails", "a", null);
    Call two = new Call("two", "2:2", "send", "letters", "a", null);
    Call three = new Call("three", "2:3", "post", "mails", "a", null);

    CallPairing<Call> pairing = pair(List.of(one), List.of(two, three));

    assertThat(pairing.pairs()).isEmpty();
    assertThat(pairing.gone()).containsExactly(one);
    assertThat(pairing.added()).containsExactly(two, three);
  }
}
