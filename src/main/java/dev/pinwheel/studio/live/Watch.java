package dev.pinwheel.studio.live;

/** A subscription that keeps part of a page up to date until its owner is detached. */
public interface Watch {

  /** Reads and shows again soon, without waiting for a change; call when the request changed. */
  void refresh();
}
