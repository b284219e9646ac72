package dev.pinwheel.query.view;

import java.time.Duration;
import java.util.List;

/**
 * What was reused in a call tree.
 *
 * @param reusedCalls of {@code calls}, repeated ones counted
 * @param workNotRepeated self times of the executions that reused calls refer to, and of what those
 *     called, each once: the time executing, not waiting; open ones count nothing
 * @param parts the same by target, longest first
 */
public record Reuse(int reusedCalls, int calls, Duration workNotRepeated, List<WorkPart> parts) {

  public Reuse {
    parts = List.copyOf(parts);
  }

  /** Work of one target that was not repeated. */
  public record WorkPart(String module, String target, int executions, Duration duration) {}
}
