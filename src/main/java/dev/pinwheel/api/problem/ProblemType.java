package dev.pinwheel.api.problem;

import dev.pinwheel.model.Rejection;
import java.net.URI;
import org.springframework.http.HttpStatus;

/**
 * Every kind of refusal of the API. {@link #uri()} is stable: clients may compare it, and it can be
 * opened to read what it means.
 */
public enum ProblemType {
  NOT_FOUND(
      "not-found",
      HttpStatus.NOT_FOUND,
      "Not found",
      "It does not exist, or nothing of it is visible from the workspace of the request."),
  INVALID_ARGUMENT(
      "invalid-argument",
      HttpStatus.BAD_REQUEST,
      "Invalid argument",
      "A parameter, a header or a field of the request has a value that is not accepted."),
  MALFORMED_REQUEST(
      "malformed-request",
      HttpStatus.BAD_REQUEST,
      "Malformed request",
      "The request has no body, its body is not the JSON that was expected, or its path or query is malformed."),
  INVALID_STATE(
      "invalid-state",
      HttpStatus.CONFLICT,
      "Invalid state",
      "The request is not possible in the current state."),
  CONFLICT(
      "conflict",
      HttpStatus.CONFLICT,
      "Conflict",
      "A name or an idempotency key is in use for something else."),
  CYCLE("cycle", HttpStatus.CONFLICT, "Cycle", "It would wait for itself, or descend from itself."),
  UNAUTHENTICATED(
      "unauthenticated",
      HttpStatus.UNAUTHORIZED,
      "Unauthenticated",
      "The server has users, and the request has no valid token."),
  FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "Forbidden", "You may not do this."),
  FOREIGN_HOST(
      "foreign-host",
      HttpStatus.FORBIDDEN,
      "Foreign host",
      "The request names a host that the server does not accept; add further names with pinwheel.allowed-hosts."),
  FOREIGN_ORIGIN(
      "foreign-origin",
      HttpStatus.FORBIDDEN,
      "Foreign origin",
      "The request came from a page of another site."),
  METHOD_NOT_ALLOWED(
      "method-not-allowed",
      HttpStatus.METHOD_NOT_ALLOWED,
      "Method not allowed",
      "The path exists, but not with this method; the header Allow lists the methods it has."),
  NOT_ACCEPTABLE(
      "not-acceptable",
      HttpStatus.NOT_ACCEPTABLE,
      "Not acceptable",
      "None of the formats in the header Accept is available."),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type",
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "Unsupported media type",
      "The body of the request is in a format that is not understood; send application/json."),
  TOO_LARGE(
      "too-large",
      HttpStatus.CONTENT_TOO_LARGE,
      "Too large",
      "The body of the request is larger than the server accepts."),
  TOO_MANY_REQUESTS(
      "too-many-requests",
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests",
      "More requests than the server accepts from one identity or address; the header Retry-After says when to try again."),
  UNAVAILABLE(
      "unavailable",
      HttpStatus.SERVICE_UNAVAILABLE,
      "Unavailable",
      "The server cannot do it at the moment, for example because its database cannot be reached. Nothing was changed; try again later."),
  INTERNAL_ERROR(
      "internal-error",
      HttpStatus.INTERNAL_SERVER_ERROR,
      "Internal error",
      "An error of the server, not of the request; its log has the details.");

  static final String PATH = "/api/problems/";

  private final String word;
  private final HttpStatus status;
  private final String title;
  private final String meaning;

  ProblemType(String word, HttpStatus status, String title, String meaning) {
    this.word = word;
    this.status = status;
    this.title = title;
    this.meaning = meaning;
  }

  static ProblemType of(Rejection.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> NOT_FOUND;
      case INVALID_ARGUMENT -> INVALID_ARGUMENT;
      case INVALID_STATE -> INVALID_STATE;
      case FORBIDDEN -> FORBIDDEN;
      case CONFLICT -> CONFLICT;
      case CYCLE -> CYCLE;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }

  String word() {
    return word;
  }

  public URI uri() {
    return URI.create(PATH + word);
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
