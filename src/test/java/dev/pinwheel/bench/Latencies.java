package dev.pinwheel.bench;

import java.util.ArrayList;
import java.util.List;

/** How long calls took, from the call to its result. Thread-safe. */
public final class Latencies {

  private final List<Long> nanos = new ArrayList<>();

  synchronized void add(long took) {
    nanos.add(took);
  }

  /** All of them in ascending order, and starts anew. */
  synchronized List<Long> takeSorted() {
    List<Long> taken = nanos.stream().sorted().toList();
    nanos.clear();
    return taken;
  }
}
