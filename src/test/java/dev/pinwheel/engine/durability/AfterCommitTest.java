package dev.pinwheel.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever committed must not be told otherwise: it would be done twice. */
@EachDatabase
class AfterCommitTest {

  @Test
  void aFailureBehindTheCommitReachesNobodyElse(EngineFixture pinwheel) {
    List<String> followed = new ArrayList<>();

    String answer =
        pinwheel
            .database()
            .transact(tx -> {
              tx.afterCommit(() -> {
                throw new IllegalStateException("a worker's link is broken");
              });
              tx.afterCommit(() -> followed.add("the next"));
              return "committed";
            });

    assertThat(answer).isEqualTo("committed");
    assertThat(followed).containsExactly("the next");
  }
}
