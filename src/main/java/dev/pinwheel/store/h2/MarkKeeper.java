package dev.pinwheel.store.h2;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the {@link AgeMark} of a database file: once a second if something was committed, in a
 * thread of its own, so that no commit waits for it. A mark that cannot be written stays older,
 * which refuses nobody.
 */
public final class MarkKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MarkKeeper.class);

  private final Path database;
  private final LongSupplier position;
  private final InstantSource clock;
  private final String boot = AgeMark.currentBoot();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-mark").factory());

  /** The position of the last mark. Guarded by this, like what follows. */
  private long written;

  private boolean failing;

  /**
   * @param database the file
   * @param position the last commit that survives whatever the durability promises; 0 before the
   *     first one
   */
  public MarkKeeper(Path database, LongSupplier position, InstantSource clock) {
    this.database = database;
    this.position = position;
    this.clock = clock;
    var unused = scheduler.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.SECONDS);
  }

  /** Writes the mark if something was committed since the last one. */
  synchronized void write() {
    long now = position.getAsLong();
    if (now <= written) {
      return;
    }
    try {
      new AgeMark(now, clock.instant(), boot).write(database);
      written = now;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("Could not write {} ({})", AgeMark.fileOf(database), e.toString());
      }
      failing = true;
    }
  }

  /** Writes the last mark. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    write();
  }
}
