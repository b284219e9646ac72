package dev.pinwheel.protocol;

/**
 * The peer sent what this side cannot read. The text is for the author of the peer; the connection
 * cannot continue.
 */
public final class MalformedMessage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  public MalformedMessage(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  public MalformedMessage(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
