package dev.pinwheel.testing;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.TargetOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call as a test writes it: {@code call("fetchUser", "u1").memoOff()}. Immutable. */
public record CallSpec(
    String module,
    String target,
    List<Json> arguments,
    TargetOptions options,
    @Nullable String group) {

  /** A call of a target of the harness's module. */
  public static CallSpec call(String target, Object... arguments) {
    return new CallSpec(
        EngineFixture.MODULE, target, JsonValues.jsons(arguments), TargetOptions.NONE, null);
  }

  public CallSpec memo() {
    return with(TargetOptions.memo(new MemoOption.All()));
  }

  public CallSpec memoBy(String... names) {
    return with(TargetOptions.memo(new MemoOption.Parameters(List.of(names))));
  }

  public CallSpec memoOff() {
    return with(TargetOptions.memo(new MemoOption.Off()));
  }

  public CallSpec inGroup(String title) {
    return new CallSpec(module, target, arguments, options, title);
  }

  public CallSpec with(TargetOptions changed) {
    return new CallSpec(module, target, arguments, changed, group);
  }
}
