package dev.pinwheel.studio.live;

import com.vaadin.flow.component.page.PageVisibility;
import java.time.Instant;

/**
 * Whether somebody may be looking at a page: it is neither hidden nor silent. Remembers whether
 * changes were missed meanwhile. Thread-safe.
 */
final class PageAttention {

  private final LiveUpdates updates;
  private boolean alsoHidden;
  private boolean hidden;
  private boolean missed;

  /** The last sign of the browser. */
  private Instant answeredAt = Instant.MIN;

  PageAttention(LiveUpdates updates) {
    this.updates = updates;
  }

  /** From now on, nothing is missed although nobody looks. */
  synchronized void alsoHidden() {
    alsoHidden = true;
  }

  /** Something has changed; returns whether that is missed. */
  synchronized boolean misses() {
    missed = !alsoHidden && (hidden || updates.isSilent(answeredAt));
    return missed;
  }

  /** The page was opened. */
  synchronized void begin() {
    answeredAt = updates.now();
  }

  /** The page gave a sign; returns whether it is to catch up on what was missed. */
  synchronized boolean answered() {
    answeredAt = updates.now();
    boolean catchUp = missed && !hidden;
    missed = missed && hidden;
    return catchUp;
  }

  /** The same, when the page was shown or hidden. */
  synchronized boolean seen(PageVisibility visibility) {
    hidden = visibility == PageVisibility.HIDDEN;
    return answered();
  }
}
