package dev.pinwheel.query.step;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The advice that memoizing a task has no effect, because the same call never has the same key
 * twice.
 *
 * @param parameter the argument that differs each time
 * @param path the place within the argument; {@code $} is the argument itself
 * @param others the further parameters of the key, in their order
 */
public record MemoAdvice(
    String module, String target, String parameter, String path, Kind kind, List<String> others) {

  public MemoAdvice {
    others = List.copyOf(others);
  }

  /** What makes the argument differ. */
  public enum Kind {
    /** The time of the call. */
    TIMESTAMP("timestamp"),
    /** An id generated for the call. */
    RANDOM_ID("randomId"),
    /** A handle to an execution that is another one each time. */
    NEW_HANDLE("newHandle");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** {@code The key never repeats: 'at' is the time of the call.} */
  public String sentence() {
    String place =
        path.equals("$") ? "'%s'".formatted(parameter) : "'%s' (%s)".formatted(parameter, path);
    return switch (kind) {
      case TIMESTAMP -> "The key never repeats: %s is the time of the call.".formatted(place);
      case RANDOM_ID ->
          "The key never repeats: %s is a new random id in each call.".formatted(place);
      case NEW_HANDLE ->
          "The key never repeats: %s is a handle, and a new one in each re-run.".formatted(place);
    };
  }

  /** {@code Leave 'at' out of the key: @Memo("userId").} */
  public String remedy() {
    String memo =
        others.isEmpty()
            ? "memoize the caller instead"
            : "@Memo(%s)"
                .formatted(
                    others.size() == 1
                        ? '"' + others.getFirst() + '"'
                        : others.stream()
                            .map(name -> '"' + name + '"')
                            .collect(Collectors.joining(", ", "{", "}")));
    return kind == Kind.NEW_HANDLE
        ? "Memoize what it is a handle to, or pass its result."
        : others.isEmpty()
            ? "Without '%s' nothing is left in the key; %s.".formatted(parameter, memo)
            : "Leave '%s' out of the key: %s.".formatted(parameter, memo);
  }
}
