package dev.pinwheel.api.problem;

import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.model.Rejection;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns every refusal and error into problem+json: a stable type and a sentence. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> rejected(Rejection rejection) {
    return answer(ProblemType.of(rejection.kind()), rejection.getMessage(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(BodyLimit.BodyTooLarge problem) {
    return answer(ProblemType.TOO_LARGE, problem.sentence(), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> tooMany(TooManyRequests problem) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(problem.seconds()));
    return answer(ProblemType.TOO_MANY_REQUESTS, problem.sentence(), headers);
  }

  /** An error of the server: logged once; the answer has no details. */
  @ExceptionHandler
  ResponseEntity<Object> failed(RuntimeException problem, WebRequest request) {
    log.error("The API could not answer {}", request.getDescription(false), problem);
    return answer(
        ProblemType.INTERNAL_ERROR,
        "The server failed because of an internal error; its log has the details. Trying again may help.",
        new HttpHeaders());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception problem,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return isBegun(request) ? null : answer(problem, headers, status, request);
  }

  /** The answer is a stream, which a server that stops ends. */
  private static boolean isBegun(WebRequest request) {
    HttpServletResponse response =
        request instanceof ServletWebRequest servlet ? servlet.getResponse() : null;
    return response != null && response.isCommitted();
  }

  private static ResponseEntity<Object> answer(
      Exception problem, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return switch (problem) {
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case HttpRequestMethodNotSupportedException method ->
          answer(ProblemType.METHOD_NOT_ALLOWED, sentence(method), headers);
      case HttpMediaTypeNotSupportedException type ->
          answer(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Expected a body with the header Content-Type: application/json, found %s."
                  .formatted(type.getContentType() == null ? "none" : type.getContentType()),
              headers);
      case HttpMediaTypeNotAcceptableException type ->
          answer(
              ProblemType.NOT_ACCEPTABLE,
              "This path answers with %s, which the header Accept excludes."
                  .formatted(MediaType.toString(type.getSupportedMediaTypes())),
              headers);
      case MissingServletRequestParameterException missing ->
          answer(ProblemType.INVALID_ARGUMENT, sentence(missing), headers);
      case MissingRequestHeaderException missing ->
          answer(
              ProblemType.INVALID_ARGUMENT,
              "Expected the header %s.".formatted(missing.getHeaderName()),
              headers);
      case TypeMismatchException mismatch ->
          answer(ProblemType.INVALID_ARGUMENT, sentence(mismatch), headers);
      case NoResourceFoundException unknown ->
          answer(
              ProblemType.NOT_FOUND,
              "There is nothing at /%s. The paths are listed at /api/docs."
                  .formatted(unknown.getResourcePath()),
              headers);
      case AsyncRequestTimeoutException _ ->
          answer(ProblemType.UNAVAILABLE, "The server stops; send it again later.", headers);
      default -> unexpected(problem, status, headers, request);
    };
  }

  private static ResponseEntity<Object> unreadable(HttpMessageNotReadableException problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimit.BodyTooLarge large) {
        return answer(ProblemType.TOO_LARGE, large.sentence(), new HttpHeaders());
      }
    }
    return answer(
        ProblemType.MALFORMED_REQUEST, JsonErrorMessage.sentence(problem), new HttpHeaders());
  }

  private static ResponseEntity<Object> unexpected(
      Exception problem, HttpStatusCode status, HttpHeaders headers, WebRequest request) {
    if (status.is4xxClientError()) {
      ProblemType type =
          Arrays.stream(ProblemType.values())
              .filter(known -> known.status().value() == status.value())
              .findFirst()
              .orElse(ProblemType.INVALID_ARGUMENT);
      return answer(type, type.meaning(), headers);
    }
    log.error("The API could not answer {}", request.getDescription(false), problem);
    return answer(ProblemType.INTERNAL_ERROR, ProblemType.INTERNAL_ERROR.meaning(), headers);
  }

  private static String sentence(HttpRequestMethodNotSupportedException problem) {
    String[] supported = problem.getSupportedMethods();
    return "%s is not possible here; expected %s."
        .formatted(
            problem.getMethod(),
            supported == null
                ? "another method"
                : Arrays.stream(supported).sorted().collect(Collectors.joining(" or ")));
  }

  private static String sentence(MissingServletRequestParameterException problem) {
    String name = problem.getParameterName();
    return name.equals(ViewpointResolver.PARAMETER)
        ? "Expected the parameter 'workspace': the workspace you look from or act in, such as ?workspace=production."
        : "Expected the parameter '%s'.".formatted(name);
  }

  private static String sentence(TypeMismatchException problem) {
    Class<?> type = problem.getRequiredType();
    String name =
        problem instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(problem.getPropertyName());
    return "Expected %s for '%s', found '%s'."
        .formatted(type == null ? "another value" : words(type), name, problem.getValue());
  }

  private static String words(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    return "another value";
  }

  static ResponseEntity<Object> answer(ProblemType type, String sentence, HttpHeaders headers) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), sentence);
    problem.setType(type.uri());
    problem.setTitle(type.title());
    return ResponseEntity.status(type.status())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
