package dev.pinwheel.query;

import dev.pinwheel.model.CallKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells in sentences why a call was answered as it was (M6, M7). */
final class CallWords {

  private CallWords() {}

  /**
   * The sentences; empty when there is nothing to say. Executions that are not visible are not
   * named.
   *
   * @param explanation as recorded with the call, or null
   */
  static String explain(Facts facts, CallFact call, byte @Nullable [] explanation) {
    RecordedLookup lookup = RecordedLookup.read(explanation);
    List<String> sentences = new ArrayList<>();
    boolean reused = call.kind() == CallKind.REUSED;
    switch (lookup.rule()) {
      case "success" -> {
        if (reused) {
          sentences.add("Reused because the re-run asked to reuse every earlier success.");
        }
      }
      case "force" -> sentences.add("Executed because the re-run also forces it.");
      case "forced" -> sentences.add("Used what the re-run had forced before.");
      default -> {
        if (reused) {
          sentences.add("Reused: the same memo key.");
        } else if (call.memoKey() != null) {
          sentences.add("Executed: nothing with this memo key could be reused.");
        }
      }
    }
    for (RecordedLookup.Seen seen : lookup.candidates()) {
      ExecutionFact candidate = facts.execution(seen.execution());
      if (candidate != null && because(seen) != null) {
        sentences.add("Passed over %s: %s.".formatted(candidate.id(), because(seen)));
      }
    }
    return String.join(" ", sentences);
  }

  private static @Nullable String because(RecordedLookup.Seen seen) {
    return switch (seen.standing()) {
      case "stuck" -> "it was open in a workspace where nothing could run it";
      case "waitsForCaller" -> "it was waiting for the caller";
      default -> null;
    };
  }
}
