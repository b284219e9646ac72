package dev.pinwheel.engine;

import dev.pinwheel.model.Actor;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Values;

/** Submissions with an idempotency key (E5). */
final class Submissions {

  private Submissions() {}

  static Command.SubmitRun welcome(String workspace, String userId, String idempotencyKey) {
    return new Command.SubmitRun(
        workspace,
        EngineFixture.MODULE,
        "welcome",
        Values.jsons(userId),
        null,
        idempotencyKey,
        Actor.LOCAL);
  }
}
