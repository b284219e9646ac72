package dev.pinwheel.app;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Creates the workspace {@code production} in a new database. */
@Component
final class FirstWorkspace implements SmartLifecycle {

  static final int PHASE = 0;

  private static final String NAME = "production";

  private final Engine engine;
  private final ReadModels reads;
  private volatile boolean running;

  FirstWorkspace(Engine engine, ReadModels reads) {
    this.engine = engine;
    this.reads = reads;
  }

  @Override
  public void start() {
    if (reads.workspaces().names(Sight.EVERYTHING).isEmpty()) {
      engine.execute(new Command.CreateWorkspace(NAME, null, Actor.ENGINE));
    }
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
