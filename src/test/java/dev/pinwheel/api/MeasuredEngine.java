package dev.pinwheel.api;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineMeter;
import dev.pinwheel.query.ReadModels;
import java.time.InstantSource;

/** An engine with the metrics of the server, for those who measure what they cost. */
public final class MeasuredEngine {

  private MeasuredEngine() {}

  /** Lets the server's metrics count what the engine does. */
  public static EngineMeter measure(Engine engine, ReadModels reads) {
    return new Metrics(engine, reads, InstantSource.system());
  }
}
