package dev.pinwheel.api.step;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.MemoPin;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pin of a memoized step.
 *
 * @param key the memo key, 64 hexadecimal digits
 * @param parameters the names in the key; empty: one execution per run
 * @param reused how many visible calls reused it
 * @param from the workspace of the execution, when it is another than the one you look from
 * @param callsUse the attempt that calls use now, when it is not the newest visible one
 */
@Schema(name = "Pin")
record PinJson(
    String key,
    List<String> parameters,
    int reused,
    @Nullable String from,
    @Nullable Integer callsUse) {

  static @Nullable PinJson of(@Nullable MemoPin pin) {
    if (pin == null) {
      return null;
    }
    WorkspaceName from = pin.from();
    return new PinJson(
        pin.key(),
        pin.parameters(),
        pin.reused(),
        from == null ? null : from.value(),
        pin.callsUse());
  }
}
