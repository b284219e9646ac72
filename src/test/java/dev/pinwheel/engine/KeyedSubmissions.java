package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.JsonValues;

/** Submissions with an idempotency key (E5). */
final class KeyedSubmissions {

  private KeyedSubmissions() {}

  static Command.SubmitRun welcome(String workspace, String userId, String idempotencyKey) {
    return new Command.SubmitRun(
        workspace,
        EngineFixture.MODULE,
        "welcome",
        JsonValues.jsons(userId),
        null,
        idempotencyKey,
        Actor.LOCAL);
  }
}
