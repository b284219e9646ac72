package dev.pinwheel.worker.modules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;

/** Identifies code by a digest of the bytes of its classes. */
public final class CodeVersion {

  private static final int LENGTH = 12;

  private CodeVersion() {}

  /** Twelve hexadecimal digits over the classes, what they inherit and what they contain. */
  public static String of(Collection<Class<?>> types) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      types.stream()
          .sorted(Comparator.comparing(Class::getName))
          .forEach(type -> add(digest, type));
      return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }

  private static void add(MessageDigest digest, Class<?> type) {
    digest.update(type.getName().getBytes(StandardCharsets.UTF_8));
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream bytes = type.getResourceAsStream(file)) {
      if (bytes != null) {
        digest.update(bytes.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the class file of " + type.getName(), e);
    }
    Arrays.stream(type.getDeclaredClasses())
        .sorted(Comparator.comparing(Class::getName))
        .forEach(nested -> add(digest, nested));
    Class<?> inherited = type.getSuperclass();
    if (inherited != null
        && inherited.getClassLoader() != null
        && !inherited.equals(Record.class)) {
      add(digest, inherited);
    }
  }
}
