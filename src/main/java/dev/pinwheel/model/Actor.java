package dev.pinwheel.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and through what.
 *
 * @param name what people see: the name of a user, {@code joe/laptop} for a token of joe, the name
 *     of a service token, {@code local} when nobody has to sign in, {@code engine} for the engine
 *     itself
 * @param user the id of the user, or of the owner of the token; null for none
 * @param token the id of the token; null for none
 */
public record Actor(String name, Kind kind, Via via, @Nullable Long user, @Nullable Long token) {

  /** What stands behind an actor. */
  public enum Kind {
    /** Nobody has signed in. */
    LOCAL,
    /** The server itself. */
    ENGINE,
    /** A user who has signed in. */
    USER,
    /** A program or a worker with a token. */
    TOKEN
  }

  /** Through what an actor acts. */
  public enum Via {
    STUDIO,
    API,
    CLI,
    WORKER,
    SERVER
  }

  public static final Actor LOCAL = new Actor("local");
  public static final Actor ENGINE = new Actor("engine", Kind.ENGINE, Via.SERVER, null, null);

  /** Somebody on a server on which nobody has to sign in. */
  public Actor(String name) {
    this(name, Kind.LOCAL, Via.API, null, null);
  }

  public static Actor user(String name, long user, Via via) {
    return new Actor(name, Kind.USER, via, user, null);
  }

  public static Actor token(String name, long user, long token, Via via) {
    return new Actor(name, Kind.TOKEN, via, user, token);
  }

  /** The same one through something else. */
  public Actor through(Via other) {
    return new Actor(name, kind, other, user, token);
  }

  /** Whether it is the same identity, through whatever it acts. */
  public boolean isSame(Actor other) {
    return kind == other.kind
        && Objects.equals(user, other.user)
        && Objects.equals(token, other.token);
  }

  /** Whether nobody has signed in. */
  public boolean isLocal() {
    return kind == Kind.LOCAL;
  }
}
