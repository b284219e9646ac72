package dev.pinwheel.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.store.ActivityStore.Entry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccessUseTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

  /** A database that cannot be written for a while costs no record of what was refused. */
  @Test
  void whatCouldNotBeWrittenDownIsTakenAgain_A6() {
    AccessUse use = new AccessUse();
    use.token(1, NOW);
    use.signIn(2, NOW);
    use.refused(new Entry(new Actor("joe"), "submitRun", null, null, null), NOW);
    Instant later = NOW.plusSeconds(90);
    AccessCommand.KeepAccess taken = use.take(later, NOW);
    assertThat(use.isEmpty()).isTrue();
    use.token(1, later);

    use.giveBack(taken);

    AccessCommand.KeepAccess again = use.take(later, NOW);
    assertThat(again.refused()).isEqualTo(taken.refused()).hasSize(1);
    assertThat(again.signInsUsed()).isEqualTo(taken.signInsUsed());
    assertThat(again.tokensUsed()).containsEntry(1L, later);
  }

  /** A6: a server that stops keeps nothing to itself. */
  @Test
  void atTheEndTheMinuteThatLastsIsTaken_A6() {
    AccessUse use = new AccessUse();
    use.refused(new Entry(new Actor("joe"), "submitRun", null, null, null), NOW);

    assertThat(use.take(NOW, NOW).refused()).isEmpty();
    assertThat(use.take(Instant.MAX, NOW).refused()).hasSize(1);
    assertThat(use.isEmpty()).isTrue();
  }
}
