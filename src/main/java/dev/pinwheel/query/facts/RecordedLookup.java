package dev.pinwheel.query.facts;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.store.json.OptionsJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the lookup of a call saw, as the engine recorded it with the call.
 *
 * @param rule {@code memo}, {@code success}, {@code force} or {@code forced}
 * @param option that applied to the call; null when it is that of the step called
 * @param origin where the option came from; null when it is that of the step called
 * @param chain that it searched, nearest first; empty: the caller's workspace alone
 * @param candidates in the order of M5
 * @param more whether there were further candidates, which were not recorded
 * @param map the version of the memo map from which the worker answered; 0 when that map had been
 *     taken back meanwhile; null when the server answered
 */
public record RecordedLookup(
    String rule,
    @Nullable MemoOption option,
    @Nullable MemoOrigin origin,
    List<Long> chain,
    List<Seen> candidates,
    boolean more,
    @Nullable Long map) {

  static final RecordedLookup USUAL =
      new RecordedLookup("memo", null, null, List.of(), List.of(), false, null);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * A candidate.
   *
   * @param execution its engine sequence number
   * @param standing {@code value}, {@code open}, {@code stuck} or {@code waitsForCaller}
   */
  public record Seen(long execution, String standing) {}

  /** What was recorded; {@link #USUAL} for null. */
  public static RecordedLookup read(byte @Nullable [] json) {
    if (json == null) {
      return USUAL;
    }
    try {
      return of(MAPPER.readTree(json));
    } catch (JacksonException unreadable) {
      return USUAL;
    }
  }

  private static RecordedLookup of(JsonNode node) {
    List<Long> chain = new ArrayList<>();
    node.path("chain").forEach(id -> chain.add(id.asLong()));
    List<Seen> seen = new ArrayList<>();
    node.path("candidates")
        .forEach(pair -> seen.add(new Seen(pair.path(0).asLong(), pair.path(1).asString(""))));
    JsonNode origin = node.get("origin");
    JsonNode map = node.get("map");
    return new RecordedLookup(
        node.path("rule").asString("memo"),
        OptionsJson.readMemo(node.has("option") ? node.get("option").toString() : null),
        origin == null ? null : MemoOrigin.ofWord(origin.asString()),
        List.copyOf(chain),
        List.copyOf(seen),
        node.path("more").asBoolean(false),
        map == null ? null : map.asLong());
  }

  /** Whether the lookup saw executions of the workspace. */
  public boolean saw(long workspace, long callersWorkspace) {
    return chain.isEmpty() ? workspace == callersWorkspace : chain.contains(workspace);
  }
}
