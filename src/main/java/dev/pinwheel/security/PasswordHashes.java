package dev.pinwheel.security;

import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Rejection;
import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Passwords with the encoder that Spring Security recommends, bcrypt at present. */
@Component
final class PasswordHashes implements Passwords {

  /** As NIST and ASVS ask for when nothing else is demanded of a password. */
  private static final int SHORTEST = 12;

  /** What bcrypt takes, in bytes. */
  private static final int LONGEST = 72;

  private static final PasswordEncoder ENCODER =
      PasswordEncoderFactories.createDelegatingPasswordEncoder();

  /** Of no password, so that users without one are not told apart by the time. */
  private static final String NOBODY = hashOf("no password at all");

  PasswordEncoder encoder() {
    return ENCODER;
  }

  private static String hashOf(String password) {
    String hash = ENCODER.encode(password);
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
    boolean isRight = ENCODER.matches(password, hash == null ? NOBODY : hash);
    return isRight && hash != null;
  }
}
