package dev.pinwheel.access;

import dev.pinwheel.model.Rejection;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do in a workspace (A3); each role includes those before it. */
public enum Role {
  /** See it, and what it shares with its bases. */
  VIEWER,
  /** Also submit, re-run and cancel. */
  OPERATOR,
  /** Also run workers for it, and create workspaces of names that the grant covers. */
  DEVELOPER,
  /** Everything there. */
  ADMINISTRATOR;

  /** As people and programs write it: {@code viewer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is this role or a higher one. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The lower of the two. */
  public Role atMost(Role other) {
    return includes(other) ? other : this;
  }

  /**
   * The role of this word.
   *
   * @throws Rejection (invalid argument) when there is none
   */
  public static Role parse(String word) {
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            Rejection.invalidArgument(
                "Expected the role %s, found '%s'."
                    .formatted(
                        Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", ")),
                        word)));
  }
}
