package dev.pinwheel.studio.shell;

import com.vaadin.flow.spring.annotation.SpringComponent;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.studio.live.LiveUpdates;
import java.time.InstantSource;

/**
 * What every view needs of the server: read models, live updates, the clock. Thread-safe; one per
 * server, injected into the constructors of views.
 */
@SpringComponent
public final class StudioContext {

  private final ReadModels reads;
  private final LiveUpdates live;
  private final InstantSource clock;

  public StudioContext(ReadModels reads, LiveUpdates live, InstantSource clock) {
    this.reads = reads;
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
}
