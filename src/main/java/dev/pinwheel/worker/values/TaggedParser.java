package dev.pinwheel.worker.values;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Reads the tagged form: removes the added {@code $} from names, and recognises tags. Used only for
 * texts in which a tag may occur, so that all others are read at full speed.
 */
final class TaggedParser extends JsonParserDelegate {

  TaggedParser(JsonParser delegate) {
    super(delegate);
  }

  /**
   * True when the current token is the name of this tag, not an escaped name that looks like it.
   */
  static boolean isAtTag(JsonParser parser, String tag) {
    return parser instanceof TaggedParser tagged
        && tagged.delegate.currentToken() == JsonToken.PROPERTY_NAME
        && tag.equals(tagged.delegate.currentName());
  }

  @Override
  public @Nullable String currentName() {
    return unescape(delegate.currentName());
  }

  @Override
  public @Nullable String nextName() throws JacksonException {
    return unescape(delegate.nextName());
  }

  @Override
  public boolean nextName(SerializableString name) throws JacksonException {
    return name.getValue().equals(nextName());
  }

  @Override
  public int nextNameMatch(PropertyNameMatcher matcher) throws JacksonException {
    String name = nextName();
    if (name != null) {
      return matcher.matchName(name);
    }
    return hasToken(JsonToken.END_OBJECT)
        ? PropertyNameMatcher.MATCH_END_OBJECT
        : PropertyNameMatcher.MATCH_ODD_TOKEN;
  }

  @Override
  public int currentNameMatch(PropertyNameMatcher matcher) {
    if (hasToken(JsonToken.PROPERTY_NAME)) {
      return matcher.matchName(currentName());
    }
    return hasToken(JsonToken.END_OBJECT)
        ? PropertyNameMatcher.MATCH_END_OBJECT
        : PropertyNameMatcher.MATCH_ODD_TOKEN;
  }

  @Override
  public String getString() throws JacksonException {
    return delegate.currentToken() == JsonToken.PROPERTY_NAME
        ? String.valueOf(currentName())
        : delegate.getString();
  }

  private static @Nullable String unescape(@Nullable String name) {
    return name != null && name.startsWith("$$") ? name.substring(1) : name;
  }
}
