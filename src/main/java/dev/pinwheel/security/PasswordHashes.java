package dev.pinwheel.security;

import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Passwords with bcrypt, which Spring Security recommends. A hash says what it was made with. */
@Component
final class PasswordHashes implements Passwords {

  /** As NIST and ASVS ask for when nothing else is demanded of a password. */
  private static final int SHORTEST = 12;

  /** What bcrypt takes, in bytes. */
  private static final int LONGEST = 72;

  private static final String BCRYPT = "bcrypt";
  private static final int LOWEST_COST = 4;
  private static final int HIGHEST_COST = 31;

  private final PasswordEncoder encoder;

  /** Of no password, so that users without one are not told apart by the time. */
  private final String nobody;

  /**
   * @param cost of bcrypt, from 4 to 31
   */
  PasswordHashes(@Value("${pinwheel.password-cost}") int cost) {
    if (cost < LOWEST_COST || cost > HIGHEST_COST) {
      throw new IllegalArgumentException(
          "Expected pinwheel.password-cost from %d to %d, found %d."
              .formatted(LOWEST_COST, HIGHEST_COST, cost));
    }
    encoder =
        new DelegatingPasswordEncoder(BCRYPT, Map.of(BCRYPT, new BCryptPasswordEncoder(cost)));
    nobody = hashOf("no password at all");
  }

  PasswordEncoder encoder() {
    return encoder;
  }

  private String hashOf(String password) {
    String hash = encoder.encode(password);
    if (hash == null) {
      throw new IllegalStateException("A password was not hashed");
    }
    return hash;
  }

  @Override
  public String hash(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < SHORTEST || bytes > LONGEST) {
      throw Rejection.invalidArgument(
          "A password has at least %d characters and at most %d bytes; this one has %s."
              .formatted(
                  SHORTEST,
                  LONGEST,
                  bytes > LONGEST ? bytes + " bytes" : password.length() + " characters"));
    }
    return hashOf(password);
  }

  @Override
  public boolean matches(String password, User user) {
    String hash = user.passwordHash();
    boolean isRight = encoder.matches(password, hash == null ? nobody : hash);
    return isRight && hash != null;
  }
}
