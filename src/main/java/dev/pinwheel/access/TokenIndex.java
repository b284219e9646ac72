package dev.pinwheel.access;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tokens by id and by secret, and which of them made which. Immutable. */
final class TokenIndex {

  private final Map<Long, Token> byId = new HashMap<>();
  private final Map<Integer, List<Token>> byHash = new HashMap<>();

  TokenIndex(Collection<Token> tokens) {
    for (Token token : tokens) {
      byId.put(token.id(), token);
      byHash.merge(
          Arrays.hashCode(token.secretHash()),
          List.of(token),
          (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
    }
  }

  Stream<Token> stream() {
    return byId.values().stream();
  }

  /** Oldest first. */
  List<Token> all() {
    return stream().sorted(Comparator.comparingLong(Token::id)).toList();
  }

  Optional<Token> find(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Those with this secret: none or one. */
  Stream<Token> withSecret(byte[] secretHash) {
    return byHash.getOrDefault(Arrays.hashCode(secretHash), List.of()).stream()
        .filter(token -> MessageDigest.isEqual(token.secretHash(), secretHash));
  }

  /** What a token made, and what that made. Oldest first. */
  List<Token> madeWith(Token maker) {
    return all().stream().filter(token -> isMadeWith(token, maker)).toList();
  }

  boolean isMadeWith(Token token, Token maker) {
    for (Long by = token.madeBy(); by != null; by = madeBy(by)) {
      if (by == maker.id()) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Long madeBy(long token) {
    Token known = byId.get(token);
    return known == null ? null : known.madeBy();
  }
}
