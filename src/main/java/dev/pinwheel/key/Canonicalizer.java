package dev.pinwheel.key;

/** One pass over one payload: checks it and writes its canonical form. */
final class Canonicalizer {

  private final CanonicalOutput output;
  private final ReadPath path;
  private final PayloadReader source;
  private final OpenParts parts;

  Canonicalizer(byte[] payload) {
    output = new CanonicalOutput(payload.length);
    path = new ReadPath(output);
    source = new PayloadReader(payload, path);
    parts = new OpenParts(output);
  }

  byte[] canonicalize() {
    value();
    if (source.peekToken() != PayloadReader.END) {
      throw source.expected("nothing after the value");
    }
    return output.toByteArray();
  }

  private void value() {
    switch (source.peekToken()) {
      case '"' -> CanonicalString.copy(source, output);
      case '{' -> object();
      case '[' -> array();
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> CanonicalNumber.copy(source, output);
      case '-' -> {
        refuseNonFinite("-Infinity");
        CanonicalNumber.copy(source, output);
      }
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> {
        refuseNonFinite("NaN");
        refuseNonFinite("Infinity");
        throw source.expected("a value");
      }
    }
  }

  private void word(String word) {
    if (!source.take(word)) {
      throw source.expected("a value");
    }
    output.appendAscii(word);
  }

  private void refuseNonFinite(String word) {
    if (source.take(word)) {
      throw source.invalid("Expected a finite number, but found " + word + ".");
    }
  }

  private void array() {
    open('[');
    for (int i = 0; anotherFollows(i == 0, ']'); i++) {
      path.atElement(i);
      value();
    }
    close(']');
  }

  private void object() {
    open('{');
    int first = parts.count();
    boolean inOrder = true;
    while (anotherFollows(parts.count() == first, '}')) {
      int previous = parts.count() == first ? OpenParts.NONE : parts.lastStart();
      int name = memberName();
      if (previous != OpenParts.NONE) {
        refuseTagBesideOthers(previous);
        refuseTagBesideOthers(name);
        inOrder &= isAfter(previous, name);
      }
      path.atMember(name);
      if (isTag(name)) {
        taggedValue(name);
      } else {
        value();
      }
    }
    int twice = inOrder ? OpenParts.NONE : parts.sortMembers(first);
    if (twice != OpenParts.NONE) {
      throw duplicate(twice);
    }
    parts.forgetFrom(first);
    close('}');
  }

  /** Reads a name and the colon after it, and tells where the name starts in the output. */
  private int memberName() {
    if (source.peekToken() != '"') {
      throw source.expected("the name of a member");
    }
    parts.begin();
    CanonicalString.copy(source, output);
    if (source.peekToken() != ':') {
      throw source.expected("':' after the name of a member");
    }
    source.skip();
    output.append(':');
    return parts.lastStart();
  }

  private boolean isAfter(int previous, int name) {
    int order = MemberNames.compare(output.bytes(), previous, name);
    if (order == 0) {
      throw duplicate(name);
    }
    return order < 0;
  }

  private InvalidValue duplicate(int name) {
    return source.invalid("Expected each name once, but found " + shown(name) + " twice.");
  }

  private boolean isTag(int name) {
    return TaggedText.isTag(output.bytes(), name);
  }

  private void refuseTagBesideOthers(int name) {
    if (isTag(name)) {
      throw source.invalid(
          "Expected the tag %s to be the only member of its object; a member of that name is written \"$%s."
              .formatted(shown(name), shown(name).substring(1)));
    }
  }

  private void taggedValue(int name) {
    String tag = CanonicalString.decode(output.bytes(), name);
    switch (tag) {
      case TaggedText.SET -> set();
      case TaggedText.BYTES -> {
        int text = taggedText("a string with base64");
        if (!TaggedText.isBase64(output.bytes(), text, output.length() - 1)) {
          throw source.invalid(
              "Expected base64 in the standard alphabet with padding, but found something else.");
        }
      }
      case TaggedText.EXECUTION -> {
        int text = taggedText("a string with the id of an execution");
        if (!TaggedText.isExecutionId(output.bytes(), text, output.length() - 1)) {
          throw source.invalid(
              "Expected the id of an execution such as R7K2:3:1, but found %s."
                  .formatted(shown(text - 1)));
        }
      }
      default ->
          throw source.invalid(
              "Expected one of the tags $bytes, $set, $execution, but found %s; a member of that name is written \"$%s."
                  .formatted(shown(name), shown(name).substring(1)));
    }
  }

  /** Reads the string that comes next, and tells where its text, after the quote, starts. */
  private int taggedText(String expected) {
    if (source.peekToken() != '"') {
      throw source.expected(expected);
    }
    int start = output.length();
    CanonicalString.copy(source, output);
    return start + 1;
  }

  private void set() {
    if (source.peekToken() != '[') {
      throw source.expected("an array with the elements of the set");
    }
    open('[');
    int first = parts.count();
    for (int i = 0; anotherFollows(i == 0, ']'); i++) {
      path.atElement(i);
      parts.begin();
      value();
    }
    parts.sortElements(first);
    parts.forgetFrom(first);
    close(']');
  }

  private void open(char bracket) {
    if (path.depth() == CanonicalJson.MAX_DEPTH) {
      throw source.invalid(
          "Expected at most %d arrays and objects inside each other, but found more."
              .formatted(CanonicalJson.MAX_DEPTH));
    }
    source.skip();
    output.append(bracket);
    path.enter();
  }

  private void close(char bracket) {
    output.append(bracket);
    path.leave();
  }

  /** Whether another element or member follows; consumes the comma before it, or the end. */
  private boolean anotherFollows(boolean first, char end) {
    path.atContainer();
    int b = source.peekToken();
    if (b == end) {
      source.skip();
      return false;
    }
    if (!first) {
      if (b != ',') {
        throw source.expected("',' or '" + end + "'");
      }
      source.skip();
      output.append(',');
    }
    return true;
  }

  /** The canonical string that starts here, for a message. */
  private String shown(int start) {
    return '"' + ReadPath.shorten(CanonicalString.decode(output.bytes(), start)) + '"';
  }
}
