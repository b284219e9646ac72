package dev.pinwheel.worker;

import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.worker.modules.TargetMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Memoized values that the server has sent, by map (M14). The server alone decides which values a
 * map holds and by which arguments a target is memoized. Thread-safe.
 */
final class ReceivedMemoMaps {

  private record TargetName(String module, String target) {}

  private static final class MemoMap {
    private final Map<TargetName, List<Integer>> positions = new ConcurrentHashMap<>();
    private final Map<String, WireOutcome> byKey = new ConcurrentHashMap<>();
  }

  private final Map<Long, MemoMap> maps = new ConcurrentHashMap<>();

  void add(ServerMessage.Memoized page) {
    MemoMap map = maps.computeIfAbsent(page.map(), version -> new MemoMap());
    for (ServerMessage.MemoizedTarget target : page.targets()) {
      map.positions.put(new TargetName(target.module(), target.target()), target.positions());
      for (ServerMessage.MemoizedValue value : target.entries()) {
        map.byKey.put(
            value.key(), new WireOutcome(value.execution(), "value", value.value(), null));
      }
    }
  }

  void forget(ServerMessage.Forget forget) {
    if (forget.keys().isEmpty()) {
      maps.remove(forget.map());
      return;
    }
    MemoMap map = maps.get(forget.map());
    if (map != null) {
      forget.keys().forEach(map.byKey::remove);
    }
  }

  /** Removes all maps: after a reconnection the server does not know what it has sent before. */
  void clear() {
    maps.clear();
  }

  /** The value to which a call refers; null when the server has to decide. */
  @Nullable WireOutcome find(@Nullable Long version, TargetMethod target, List<String> arguments) {
    MemoMap map = version == null ? null : maps.get(version);
    List<Integer> positions =
        map == null ? null : map.positions.get(new TargetName(target.module(), target.name()));
    if (map == null || positions == null || arguments.size() <= last(positions)) {
      return null;
    }
    CanonicalArguments canonical =
        CanonicalArguments.of(
            arguments.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
    return map.byKey.get(
        MemoKey.of(target.module(), target.name(), canonical, positions).toString());
  }

  private static int last(List<Integer> positions) {
    return positions.stream().mapToInt(Integer::intValue).max().orElse(-1);
  }
}
