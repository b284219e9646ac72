package dev.pinwheel.engine.history;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Space;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.testing.EngineFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Plays dice on the model and the engine side by side. */
final class History {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  /**
   * How a history went.
   *
   * @param story the moves that were played, one a line
   * @param difference null when both sides agreed to the end
   * @param fromMaps how many calls were answered from a memo map (M14)
   */
  record Played(List<String> story, int moves, @Nullable String difference, int fromMaps) {}

  private final EngineFixture pinwheel;
  private final DSLContext dsl;
  private final int patienceSeconds;

  /**
   * @param patienceSeconds how long the engine may take to get where the model is
   */
  History(EngineFixture pinwheel, DSLContext dsl, int patienceSeconds) {
    this.pinwheel = pinwheel;
    this.dsl = dsl;
    this.patienceSeconds = patienceSeconds;
  }

  /** Plays until the sides differ, or the dice are used up. */
  Played play(List<Dice> dice) {
    ModelState modelState = new ModelState();
    Model model = new Model(modelState);
    Moves moves = new Moves(modelState);
    List<String> story = new ArrayList<>();
    EngineSide engine = new EngineSide(pinwheel, dsl, "h" + COUNTER.incrementAndGet(), modelState);
    modelState.spaces.add(new Space("w0", null));
    engine.createSpace("w0", null);
    for (int i = 0; i < dice.size(); i++) {
      Optional<Move> move = moves.of(dice.get(i));
      if (move.isPresent()) {
        String difference = play(move.get(), modelState, model, engine, story);
        if (difference != null) {
          return new Played(story, i + 1, difference, engine.fromMaps());
        }
      }
    }
    engine.close();
    return new Played(story, dice.size(), null, engine.fromMaps());
  }

  private @Nullable String play(
      Move move, ModelState modelState, Model model, EngineSide engine, List<String> story) {
    story.add(move.toString());
    // The engine plays first: the move names what exists, and the model creates more.
    Object answer;
    try {
      answer = engine.play(move);
    } catch (Rejection rejection) {
      answer = rejection;
    } catch (RuntimeException broken) {
      story.add("   engine: " + broken);
      return "The engine broke: " + broken;
    }
    Expected expected = model.play(move);
    story.add("   expected: %s%n   answered: %s".formatted(expected, shown(answer)));
    String difference = compareAnswer(expected, answer, engine, modelState);
    return difference != null ? difference : compareWorlds(modelState, engine);
  }

  private static String shown(Object answer) {
    return answer instanceof Rejection rejection
        ? rejection.kind() + " " + rejection.getMessage()
        : answer.toString();
  }

  private static @Nullable String compareAnswer(
      Expected expected, Object answer, EngineSide engine, ModelState modelState) {
    boolean agree =
        switch (expected) {
          case Expected.Refused refused ->
              answer instanceof Rejection rejection && refused.kinds().contains(rejection.kind());
          case Expected.Done done -> !(answer instanceof Rejection);
          case Expected.Count count -> answer.equals(count.count());
          case Expected.Accepted accepted -> answer.equals(accepted.accepted());
          case Expected.Referred referred ->
              switch (answer) {
                case ExecutionId id -> refersTo(referred.exec(), id, engine);
                case WorkerCommand.Called called ->
                    called.reused() == referred.reused()
                        && refersTo(referred.exec(), called.execution(), engine);
                default -> false;
              };
        };
    return agree ? null : "Expected %s, answered %s".formatted(expected, shown(answer));
  }

  private static boolean refersTo(Exec exec, ExecutionId id, EngineSide engine) {
    if (engine.knows(exec)) {
      return engine.id(exec).equals(id);
    }
    if (engine.execsById().containsKey(id)) {
      return false;
    }
    engine.learn(exec, id);
    return true;
  }

  private @Nullable String compareWorlds(ModelState modelState, EngineSide engine) {
    List<String> differences = new ArrayList<>();
    pinwheel
        .changes()
        .holdsWithin(
            patienceSeconds,
            () -> {
              differences.clear();
              differences.addAll(ModelComparison.differences(modelState, engine, dsl));
              return differences.isEmpty();
            });
    return differences.isEmpty() ? null : String.join("\n", differences);
  }
}
