package dev.pinwheel.api.problem;

import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Explains why a body could not be read, without Java terms. */
final class JsonErrorMessage {

  private JsonErrorMessage() {}

  static String sentence(HttpMessageNotReadableException problem) {
    for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnacceptableValue value) {
        return value.getMessage();
      }
      if (cause instanceof JacksonException json) {
        return sentence(json);
      }
    }
    return "Expected a JSON object as the body of the request, found none.";
  }

  private static String sentence(JacksonException problem) {
    if (problem.getCause() instanceof UnacceptableValue value) {
      return value.getMessage();
    }
    return switch (problem) {
      case UnrecognizedPropertyException unknown ->
          "There is no field '%s' here; expected %s."
              .formatted(unknown.getPropertyName(), names(unknown.getKnownPropertyIds()));
      case InvalidNullException nothing ->
          "Expected a value%s, found none. Leave the element out.".formatted(at(nothing));
      case InvalidFormatException format ->
          "Expected %s%s, found '%s'."
              .formatted(words(format.getTargetType()), at(format), format.getValue());
      case MismatchedInputException mismatch ->
          "Expected %s%s, found something else."
              .formatted(words(mismatch.getTargetType()), at(mismatch));
      case StreamConstraintsException excessive ->
          "The body holds a value that is too long, or nested too deeply, to be read.";
      case DatabindException other ->
          "The body is JSON, but not what was expected%s.".formatted(at(other));
      default -> "The body is not JSON%s.".formatted(place(problem));
    };
  }

  private static String names(Collection<Object> known) {
    return known.isEmpty()
        ? "none"
        : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String words(Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray() ? "an array" : "an object";
  }

  private static String at(DatabindException problem) {
    String path =
        problem.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining());
    return path.isEmpty() ? "" : " at $" + path;
  }

  private static String place(JacksonException problem) {
    TokenStreamLocation location = problem.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
