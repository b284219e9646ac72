package dev.pinwheel.store;

/** Another server works on this database. */
public final class ServerLeaseHeld extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String holder;

  ServerLeaseHeld(String holder) {
    super("Another server works on this database: " + holder);
    this.holder = holder;
  }

  /** Which server, in words. */
  public String holder() {
    return holder;
  }
}
