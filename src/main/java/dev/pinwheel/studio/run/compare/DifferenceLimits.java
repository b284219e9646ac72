package dev.pinwheel.studio.run.compare;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of the list of differences is shown; grows as the user asks for more. Immutable.
 *
 * @param groups how many groups
 * @param members how many calls of a group, by its id; of others {@link #FIRST_MEMBERS}
 */
record DifferenceLimits(int groups, Map<String, Integer> members) {

  private static final int FIRST_GROUPS = 100;
  private static final int FIRST_MEMBERS = 20;

  /** How many more at a time. */
  static final int STEP = 100;

  static final DifferenceLimits AT_FIRST = new DifferenceLimits(FIRST_GROUPS, Map.of());

  DifferenceLimits {
    members = Map.copyOf(members);
  }

  int membersOf(String group) {
    return members.getOrDefault(group, FIRST_MEMBERS);
  }

  /**
   * With more calls of a group.
   *
   * @param group its id; empty for more groups
   */
  DifferenceLimits more(String group) {
    if (group.isEmpty()) {
      return new DifferenceLimits(groups + STEP, members);
    }
    Map<String, Integer> more = new HashMap<>(members);
    more.put(group, membersOf(group) + STEP);
    return new DifferenceLimits(groups, more);
  }
}
