package dev.pinwheel.engine;

import dev.pinwheel.key.CanonicalJson;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes by which equal outcomes are recognised (T1). */
final class Hashes {

  private Hashes() {}

  /** SHA-256 of the canonical form of a value. */
  static byte[] ofValue(Json value) {
    return sha256().digest(CanonicalJson.canonicalize(value.utf8()));
  }

  /** SHA-256 of kind, type and message of a failure. */
  static byte[] ofFailure(ResultKind kind, Failure failure) {
    MessageDigest digest = sha256();
    for (String part : new String[] {kind.word(), failure.type(), failure.message()}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
