package dev.pinwheel.protocol;

/** Constants of the protocol. */
public final class Protocol {

  /** Raised with every change that an older peer would misunderstand. */
  public static final int VERSION = 1;

  private Protocol() {}
}
