package dev.pinwheel.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.api.problem.TooManyRequests;
import dev.pinwheel.model.Actor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {

  private final WaitingRequests waiting = new WaitingRequests(2);

  private static Actor token(long user, long token) {
    return Actor.token("u%d/t%d".formatted(user, token), user, token, Actor.Via.API);
  }

  @Test
  void moreTokensGiveAUserOnlySoManyTimesAsMuch() {
    List<WaitingRequests.Admission> admissions = new ArrayList<>();
    for (int token = 1; token <= 5; token++) {
      admissions.add(waiting.begin(token(1, token)));
      admissions.add(waiting.begin(token(1, token)));
    }

    assertThatThrownBy(() -> waiting.begin(token(1, 6)))
        .isInstanceOf(TooManyRequests.class)
        .hasMessageStartingWith("10 requests of the user of u1/t6 with all tokens are waiting");
    admissions.add(waiting.begin(token(2, 7)));
    admissions.getFirst().close();
    admissions.getFirst().close();
    assertThat(waiting.begin(token(1, 6))).isNotNull();
    assertThatThrownBy(() -> waiting.begin(token(1, 6))).isInstanceOf(TooManyRequests.class);
  }

  @Test
  void whatOneTokenIsRefusedTakesNoRoomOfTheUser() {
    var first = waiting.begin(token(1, 1));
    var second = waiting.begin(token(1, 1));
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> waiting.begin(token(1, 1)))
          .hasMessageStartingWith("2 requests of u1/t1 are waiting");
    }

    try (var other = waiting.begin(token(1, 2))) {
      assertThat(other).isNotNull();
    }
    first.close();
    second.close();
  }
}
