package dev.pinwheel.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets, and what is stored of them: never more than a hash. */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  /** Tells people and programs that look for leaked secrets what it is. */
  private static final String TOKEN_PREFIX = "pinwheel_";

  private Secrets() {}

  /** A secret of 256 bits that can stand in headers and cookies. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The secret of a new token. */
  public static String token() {
    return TOKEN_PREFIX + random();
  }

  /** SHA-256. A random secret of this length needs no slow hash. */
  public static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
