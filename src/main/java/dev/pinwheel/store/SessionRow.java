package dev.pinwheel.store;

import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A session of a worker.
 *
 * @param number among those of the same worker and token; null: opened before there were numbers
 * @param workspace null for a pattern and for the embedded worker
 * @param pattern such as {@code development/*}; null for a workspace and the embedded worker
 * @param modules names of the modules it declares
 * @param manifests the ids of the manifests it declares, by module; empty when they are not known
 * @param instanceHash SHA-256 of the secret by which it is resumed; null when it cannot be
 * @param heardAt when its worker was heard last, as it was written now and then
 * @param suspended its worker cannot be reached
 * @param draining it takes nothing new
 * @param awaitedUntil how long executions wait for it after its end (D1); null while it is open
 * @param token the id of the token that opened it (A5); null for none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record SessionRow(
    long id,
    @Nullable Integer number,
    String worker,
    @Nullable WorkspaceId workspace,
    @Nullable String pattern,
    String codeVersion,
    int concurrency,
    Set<String> modules,
    Map<String, Long> manifests,
    byte @Nullable [] instanceHash,
    Instant heardAt,
    boolean suspended,
    boolean draining,
    @Nullable Instant awaitedUntil,
    @Nullable Long token) {

  public SessionRow {
    modules = Set.copyOf(modules);
    manifests = Map.copyOf(manifests);
  }

  public boolean isEmbedded() {
    return workspace == null && pattern == null;
  }

  /** As people see it. */
  public String label() {
    return label(id, number);
  }

  /** {@code S3}; the worker says of whom. */
  public static String label(long id, @Nullable Integer number) {
    return "S" + (number == null ? id : number);
  }

  /** The names of modules as a session stores them: sorted, one per line. */
  public static String modulesText(Set<String> modules) {
    return modules.stream().sorted().collect(Collectors.joining("\n"));
  }

  /** Inverse of {@link #modulesText}. */
  public static Set<String> modulesOf(String text) {
    return Set.of(text.split("\n"));
  }

  /** The ids of manifests as a session stores them, in the order of its modules; null for none. */
  static @Nullable String manifestsText(Map<String, Long> manifests) {
    return manifests.isEmpty()
        ? null
        : manifests.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> String.valueOf(entry.getValue()))
            .collect(Collectors.joining("\n"));
  }

  /**
   * The ids of the manifests that a session declares, by module; empty when they are not known.
   *
   * @param modules as stored
   * @param manifests as stored
   */
  public static Map<String, Long> manifestsOf(String modules, @Nullable String manifests) {
    if (manifests == null) {
      return Map.of();
    }
    String[] names = modules.split("\n");
    String[] ids = manifests.split("\n");
    return IntStream.range(0, names.length)
        .boxed()
        .collect(Collectors.toMap(i -> names[i], i -> Long.valueOf(ids[i])));
  }
}
