package dev.pinwheel.security;

import dev.pinwheel.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The code with which the first administrator is made: written to the log at the start of a server
 * that has no users although everybody has to sign in.
 */
@Component
public final class SetUpCode {

  private static final Logger LOG = LoggerFactory.getLogger(SetUpCode.class);
  private static final String DIGITS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 16;
  private static final int GROUP = 4;

  private final Engine engine;
  private final boolean isRequired;
  private final String code = random();

  SetUpCode(Engine engine, @Value("${pinwheel.require-sign-in}") boolean isRequired) {
    this.engine = engine;
    this.isRequired = isRequired;
  }

  private static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return code.toString();
  }

  /** Whether nobody may do anything before there is an administrator. */
  public boolean isNeeded() {
    return isRequired && !engine.access().isSecured();
  }

  /** Of 78 bits: nobody guesses it, however often. */
  boolean isRight(String given) {
    return MessageDigest.isEqual(
        code.getBytes(StandardCharsets.UTF_8),
        given.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** Its text, for tests. */
  String text() {
    return code;
  }

  @EventListener(ApplicationReadyEvent.class)
  void say() {
    if (isNeeded()) {
      LOG.warn(
          "This server has no users yet. Open /set-up to make the first administrator, with the code {}",
          code);
    }
  }
}
