package dev.pinwheel.studio.live;

/** Something on a page that is kept up to date until its owner is detached. */
public interface Watch {

  /** Reads and shows again soon, whatever has changed; to be called when the question changed. */
  void refresh();
}
