package dev.pinwheel.query.view;

import java.util.List;

/**
 * Which workers serve a workspace now, the embedded one last in line (D1).
 *
 * @param workers names of the workers that serve it by name or by pattern, sorted
 * @param embedded whether the embedded worker is there
 */
public record WorkerPresence(List<String> workers, boolean embedded) {

  public WorkerPresence {
    workers = List.copyOf(workers);
  }

  /** True when somebody could execute here. */
  public boolean isPresent() {
    return embedded || !workers.isEmpty();
  }

  /** {@code joe@laptop}, {@code 2 workers}, {@code embedded worker} or {@code no worker}. */
  public String words() {
    return switch (workers.size()) {
      case 0 -> embedded ? "embedded worker" : "no worker";
      case 1 -> workers.getFirst();
      default -> workers.size() + " workers";
    };
  }
}
