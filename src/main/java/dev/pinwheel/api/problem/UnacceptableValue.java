package dev.pinwheel.api.problem;

import tools.jackson.core.JacksonException;

/** A value in a body that is JSON and still no value that can be taken; says why in a sentence. */
public final class UnacceptableValue extends JacksonException {

  private static final long serialVersionUID = 1;

  public UnacceptableValue(String sentence) {
    super(sentence);
  }

  @Override
  public String getMessage() {
    return getOriginalMessage();
  }
}
