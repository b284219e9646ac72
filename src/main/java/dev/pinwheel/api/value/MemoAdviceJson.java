package dev.pinwheel.api.value;

import dev.pinwheel.query.step.MemoAdvice;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That memoizing a task does nothing, because the same call never has the same key twice.
 *
 * @param parameter the argument that differs each time
 * @param path where in it; $ is the argument itself
 * @param kind timestamp, randomId or newHandle
 * @param remedy what to do about it
 */
@Schema(name = "MemoAdvice")
public record MemoAdviceJson(
    String parameter, String path, MemoAdvice.Kind kind, String sentence, String remedy) {

  public static @Nullable MemoAdviceJson of(@Nullable MemoAdvice advice) {
    return advice == null
        ? null
        : new MemoAdviceJson(
            advice.parameter(), advice.path(), advice.kind(), advice.sentence(), advice.remedy());
  }
}
