package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.Connection;

/** Where workers connect to. Thread-safe. */
public final class Gateway {

  private final Engine engine;

  public Gateway(Engine engine) {
    this.engine = engine;
  }

  /**
   * Opens a connection of the embedded worker, whose messages go to the listener; the worker says
   * hello first.
   */
  public Connection connect(Connection.Listener listener) {
    return new GatewayConnection(engine, listener, Actor.ENGINE);
  }
}
