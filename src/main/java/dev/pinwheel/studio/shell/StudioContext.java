package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.spring.annotation.SpringComponent;
import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.live.LiveUpdates;
import dev.pinwheel.studio.live.ParallelWork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every view needs of the server: read models, commands, live updates, the clock. Thread-safe;
 * one per server, injected into the constructors of views.
 */
@SpringComponent
public final class StudioContext {

  private final ReadModels reads;
  private final Engine engine;
  private final LiveUpdates live;
  private final InstantSource clock;

  public StudioContext(ReadModels reads, Engine engine, LiveUpdates live, InstantSource clock) {
    this.reads = reads;
    this.engine = engine;
    this.live = live;
    this.clock = clock;
  }

  public ReadModels reads() {
    return reads;
  }

  public LiveUpdates live() {
    return live;
  }

  public InstantSource clock() {
    return clock;
  }

  /** Who acts on this page. */
  public Actor actor() {
    return Actor.LOCAL;
  }

  /** Executes a command off the page; a rejection becomes a notification. */
  public <R> void execute(UI ui, Command<R> command, Consumer<R> done) {
    execute(ui, command, done, Notifications::rejected);
  }

  /**
   * Executes a command off the page.
   *
   * @param done called with the page locked, after the commit
   * @param rejected called with the page locked; nothing has changed
   */
  public <R> void execute(
      UI ui, Command<R> command, Consumer<R> done, Consumer<Rejection> rejected) {
    Background.run(
        ui,
        () -> engine.execute(command),
        done,
        failure -> {
          if (failure instanceof Rejection rejection) {
            rejected.accept(rejection);
          } else {
            throw failure;
          }
        });
  }

  /**
   * Executes many commands off the page, a few at a time, each for itself; also when the page is
   * gone.
   *
   * @param done called with the page locked, several times, with what has ended since
   */
  public <R> void executeEach(
      UI ui, List<? extends Command<R>> commands, Consumer<List<ParallelWork.Done<R>>> done) {
    List<Supplier<R>> works = new ArrayList<>();
    commands.forEach(command -> works.add(() -> engine.execute(command)));
    ParallelWork.start(ui, works, done);
  }
}
