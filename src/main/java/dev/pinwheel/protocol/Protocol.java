package dev.pinwheel.protocol;

import java.time.Duration;

/** Constants of the protocol, which {@code docs/reference/protocol.md} describes. */
public final class Protocol {

  /** Raised with every change that an older peer would misunderstand. */
  public static final int VERSION = 1;

  /** The path at which the server accepts the sockets of workers. */
  public static final String PATH = "/api/worker";

  /** The maximum length of a text that the server accepts, in characters. */
  public static final int MAX_CHARACTERS = 16 * 1024 * 1024;

  /** The maximum length of a hello, in characters. */
  public static final int MAX_HELLO = 4 * 1024 * 1024;

  /** A worker has to send its whole hello within this time. */
  public static final Duration HELLO_WITHIN = Duration.ofSeconds(10);

  /** The maximum length of the names of workers, modules, targets and parameters. */
  public static final int MAX_NAME = 200;

  /** The maximum length of a code version. */
  public static final int MAX_CODE_VERSION = 120;

  /**
   * How much of log lines may be under way: sent, and not yet stored. In characters of templates
   * and values, and 100 for each line.
   */
  public static final int MAX_LOG_UNDER_WAY = 1024 * 1024;

  /** Each side sends something at least this often. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** A connection without traffic for this long is considered lost. */
  public static final Duration SILENCE = Duration.ofSeconds(15);

  private Protocol() {}
}
