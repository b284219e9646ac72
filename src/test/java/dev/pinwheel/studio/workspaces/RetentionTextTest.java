package dev.pinwheel.studio.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.KeepReason;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.RetentionPreview;
import dev.pinwheel.query.RetentionView;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the dialog about retention says (G1, G3). */
final class RetentionTextTest {

  private static final Retention MONTH = new Retention(Duration.ofDays(30), null, Duration.ZERO);

  private static RetentionView view(@Nullable Retention own, Retention inherited) {
    return new RetentionView(
        new WorkspaceName("development"),
        own,
        inherited.equals(Retention.EVERYTHING)
            ? new EffectiveRetention(inherited, null)
            : new EffectiveRetention(
                inherited, Trees.viewpoint("production").chain().nearestFirst().getFirst()));
  }

  @Test
  void saysWhatHoldsAndFromWhere() {
    assertThat(RetentionText.holds(view(null, MONTH)))
        .isEqualTo("Keeps runs for 30 d after their last activity, from production.");
    assertThat(RetentionText.holds(view(null, Retention.EVERYTHING)))
        .isEqualTo("Keeps all runs, because nothing is set.");
    assertThat(RetentionText.holds(view(Retention.EVERYTHING, MONTH))).isEqualTo("Keeps all runs.");
    assertThat(
            RetentionText.holds(
                view(new Retention(Duration.ofHours(36), 100, Duration.ZERO), MONTH)))
        .isEqualTo(
            "Keeps runs for 1 d 12 h after their last activity, and the last 100 runs of each"
                + " workflow.");
  }

  @Test
  void theDefaultIsThatOfTheBase() {
    assertThat(RetentionText.inherit(view(null, MONTH), true))
        .isEqualTo("Default: as production (keep runs for 30 d after their last activity)");
    assertThat(RetentionText.inherit(view(MONTH, Retention.EVERYTHING), true))
        .isEqualTo("Default: as its base (keep all runs)");
    assertThat(RetentionText.inherit(view(MONTH, Retention.EVERYTHING), false))
        .isEqualTo("Default: keep all runs");
  }

  @Test
  void saysWhatWouldBeRemoved() {
    assertThat(RetentionText.preview(new RetentionPreview(0, 0, 0, Map.of(), true)))
        .isEqualTo("Would remove nothing now.");
    assertThat(
            RetentionText.preview(
                new RetentionPreview(1240, 18_600, 3_100_000_000L, Map.of(), true)))
        .isEqualTo("Would remove 1,240 runs with 18,600 executions, about 3.1 GB.");
    assertThat(
            RetentionText.preview(
                new RetentionPreview(
                    1, 2, 999, Map.of(KeepReason.MARKED, 3, KeepReason.CACHE, 1), false)))
        .isEqualTo(
            "Would remove more than 1 run with 2 executions, about 999 bytes. Keeps older ones: 3"
                + " marked to be kept and 1 with cached results in use.");
  }
}
