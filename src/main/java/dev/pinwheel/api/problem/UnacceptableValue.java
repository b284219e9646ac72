package dev.pinwheel.api.problem;

import tools.jackson.core.JacksonException;

/** A value in a body that is JSON but not a valid value, with the reason. */
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
