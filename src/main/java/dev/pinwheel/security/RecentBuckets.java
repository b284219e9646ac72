package dev.pinwheel.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket for each of the keys that were used last, so that their number is bounded. Thread-safe.
 */
final class RecentBuckets {

  private static final int REMEMBERED = 10_000;
  private static final float USUAL_LOAD = 0.75f;

  private final InstantSource clock;
  private final long capacity;
  private final long refilled;
  private final Duration every;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, USUAL_LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param capacity how many at once
   * @param refilled how many more there are after {@code every}, steadily
   */
  RecentBuckets(InstantSource clock, long capacity, long refilled, Duration every) {
    this.clock = clock;
    this.capacity = capacity;
    this.refilled = refilled;
    this.every = every;
  }

  ConsumptionProbe take(String key) {
    return get(key).tryConsumeAndReturnRemaining(1);
  }

  void giveBack(String key) {
    get(key).addTokens(1);
  }

  synchronized void forget(String key) {
    buckets.remove(key);
  }

  private synchronized Bucket get(String key) {
    return buckets.computeIfAbsent(
        key,
        other ->
            Bucket.builder()
                .withCustomTimePrecision(new ClockMeter(clock))
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(refilled, every))
                .build());
  }
}
