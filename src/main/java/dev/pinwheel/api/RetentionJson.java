package dev.pinwheel.api;

import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.model.KeepReason;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.RemovedRow;
import dev.pinwheel.query.RetentionPreview;
import dev.pinwheel.query.RetentionView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long the runs submitted in a workspace are kept.
 *
 * @param retention what holds for the workspace
 * @param from the workspace that has set it; absent when none has, so that everything is kept
 * @param inherited whether it is not set in the workspace itself
 */
@Schema(name = "Retention")
record RetentionJson(
    @Schema(example = "development") String workspace,
    RuleJson retention,
    @Schema(example = "production") @Nullable String from,
    boolean inherited) {

  static RetentionJson of(RetentionView view) {
    WorkspaceName from = view.from();
    return new RetentionJson(
        view.workspace().value(),
        RuleJson.of(view.retention()),
        from == null ? null : from.value(),
        view.own() == null);
  }

  /**
   * A retention.
   *
   * @param everything whether nothing is ever removed; then the other fields are absent
   * @param ageMillis since the last activity of a run in any workspace
   * @param lastRuns so many runs of each workflow are kept, however old
   * @param childLimitMillis for how much longer children may keep runs of the workspace
   */
  @Schema(name = "RetentionRule")
  record RuleJson(
      boolean everything,
      @Schema(example = "2592000000") @Nullable Long ageMillis,
      @Schema(example = "100") @Nullable Integer lastRuns,
      @Schema(example = "604800000") @Nullable Long childLimitMillis) {

    static RuleJson of(Retention retention) {
      Duration age = retention.age();
      return new RuleJson(
          age == null,
          age == null ? null : age.toMillis(),
          retention.lastRuns(),
          age == null ? null : retention.childLimit().toMillis());
    }
  }

  /**
   * The retention to set: {@code {"everything": true}} or an age.
   *
   * @param everything true: nothing is ever removed; without the other fields
   * @param ageMillis since the last activity of a run in any workspace
   * @param lastRuns so many runs of each workflow are kept, however old
   * @param childLimitMillis for how much longer children may keep runs of the workspace
   */
  @Schema(name = "RetentionWish")
  record ChosenJson(
      @Nullable Boolean everything,
      @Schema(example = "2592000000") @Nullable Long ageMillis,
      @Schema(example = "100") @Nullable Integer lastRuns,
      @Schema(example = "604800000") @Nullable Long childLimitMillis) {

    /**
     * @throws Rejection (invalid argument)
     */
    Retention toRetention() {
      boolean keepsAll = everything != null && everything;
      if (keepsAll == (ageMillis != null)) {
        throw Rejection.invalidArgument(
            "Expected {\"everything\": true} or 'ageMillis', found %s. To inherit, send DELETE."
                .formatted(keepsAll ? "both" : "neither"));
      }
      return new Retention(
          ageMillis == null ? null : Duration.ofMillis(ageMillis),
          lastRuns,
          childLimitMillis == null ? Duration.ZERO : Duration.ofMillis(childLimitMillis));
    }
  }

  /**
   * What would be removed now of the runs submitted in the workspace. What a child keeps is not
   * known here, so it may be less.
   *
   * @param bytes about how much they occupy
   * @param kept how many runs are old enough and are kept, by reason: open, marked, lastRuns, age,
   *     cache, referred
   * @param complete false when there are more old runs than were looked at
   */
  @Schema(name = "RetentionPreview")
  record PreviewJson(
      int runs, int executions, long bytes, Map<String, Integer> kept, boolean complete) {

    static PreviewJson of(RetentionPreview preview) {
      Map<String, Integer> kept = new TreeMap<>();
      for (Map.Entry<KeepReason, Integer> entry : preview.kept().entrySet()) {
        kept.put(EnumNames.word(entry.getKey()), entry.getValue());
      }
      return new PreviewJson(
          preview.runs(), preview.executions(), preview.bytes(), kept, preview.complete());
    }
  }

  /**
   * What was removed, the latest first.
   *
   * @param hours those in which something was removed
   */
  @Schema(name = "RemovedRuns")
  record RemovedJson(List<HourJson> hours) {

    static RemovedJson of(List<RemovedRow> rows) {
      return new RemovedJson(
          rows.stream()
              .map(row -> new HourJson(row.from(), row.until(), row.runs(), row.executions()))
              .toList());
    }
  }

  /**
   * What was removed within an hour.
   *
   * @param until when the last run was removed
   */
  @Schema(name = "RemovedInAnHour")
  record HourJson(Instant from, Instant until, int runs, int executions) {}
}
