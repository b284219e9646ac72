package dev.pinwheel.engine;

import dev.pinwheel.engine.access.AccessUse;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was used and refused, now and then, and has ended what expired: tokens at once,
 * sign-ins within a minute. Does nothing on a server without users.
 */
final class AccessUpkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessUpkeep.class);

  private static final Duration INTERVAL = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 250;

  private final Engine engine;
  private final AccessUse use;
  private final InstantSource clock;
  private final Duration idleSignIn;
  private final UpkeepThread thread;
  private Instant nextPass = Instant.MIN;
  private @Nullable Instant nextExpiry;

  /**
   * @param idleSignIn how long a sign-in lasts without being used
   */
  AccessUpkeep(
      Engine engine, Database database, AccessUse use, InstantSource clock, Duration idleSignIn) {
    this.engine = engine;
    this.use = use;
    this.clock = clock;
    this.idleSignIn = idleSignIn;
    this.thread =
        new UpkeepThread(
            database,
            "pinwheel-access",
            "ends sign-ins and tokens",
            POLL_MILLIS,
            this::passIfDue,
            this::passAtEnd);
  }

  void start() {
    thread.start();
  }

  /** What was refused in the minute that lasts is not kept for a server that is gone. */
  private void passAtEnd() {
    if (!use.isEmpty()) {
      tryPass(clock.instant(), Instant.MAX);
    }
  }

  private void passIfDue() {
    Instant now = clock.instant();
    Instant expiry = nextExpiry;
    boolean isExpired = expiry != null && !now.isBefore(expiry);
    nextExpiry = engine.access().nextExpiry(now);
    boolean isNeeded = engine.access().isSecured() || !use.isEmpty();
    if (!isExpired && (now.isBefore(nextPass) || !isNeeded)) {
      return;
    }
    nextPass = now.plus(INTERVAL);
    tryPass(now, now);
  }

  private void tryPass(Instant now, Instant refusedUntil) {
    try {
      pass(now, refusedUntil);
    } catch (Rejection e) {
      LOG.debug("Deferred recording of token and sign-in usage: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Could not record token and sign-in usage", e);
    }
  }

  /** Does it now, but for what was refused in the minute that lasts. */
  void pass(Instant now) {
    pass(now, now);
  }

  private void pass(Instant now, Instant refusedUntil) {
    AccessCommand.KeepAccess taken = use.take(refusedUntil, now.minus(idleSignIn));
    try {
      engine.execute(taken);
    } catch (RuntimeException e) {
      use.giveBack(taken);
      throw e;
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
