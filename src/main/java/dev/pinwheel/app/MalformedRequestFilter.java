package dev.pinwheel.app;

import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Refuses requests to the API that would fail before a controller is reached. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class MalformedRequestFilter implements Filter {

  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Override
  public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) any;
    if (!ProblemResponse.isForApi(request.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    String unreadableType = unreadableType(request);
    String malformed = malformed(request);
    if (malformed != null) {
      ProblemResponse.write(
          (HttpServletResponse) response, ProblemType.MALFORMED_REQUEST, malformed);
    } else if (unreadableType != null) {
      ProblemResponse.write(
          (HttpServletResponse) response, ProblemType.UNSUPPORTED_MEDIA_TYPE, unreadableType);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Why the address is malformed; null when it is not. */
  private static @Nullable String malformed(HttpServletRequest request) {
    String path = malformed("path", request.getRequestURI());
    return path != null ? path : malformed("query", request.getQueryString());
  }

  private static @Nullable String malformed(String part, @Nullable String encoded) {
    if (encoded == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 1 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
      int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return "The %s has a '%%' that is not followed by two hexadecimal digits. Write a percent sign as %%25."
            .formatted(part);
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    try {
      String decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      if (decoded.indexOf('\0') >= 0) {
        return "The %s cannot have the character U+0000.".formatted(part);
      }
    } catch (CharacterCodingException e) {
      return "Expected UTF-8 in the %s, found other bytes.".formatted(part);
    }
    boolean isNameless =
        part.equals("query") && (encoded.startsWith("=") || encoded.contains("&="));
    return isNameless ? "The query has a value without the name of a parameter." : null;
  }

  /** Why the type of the body is not understood; null when a controller can tell. */
  private static @Nullable String unreadableType(HttpServletRequest request) {
    String given = request.getContentType();
    if (given == null || WITHOUT_BODY.contains(request.getMethod())) {
      return null;
    }
    try {
      MediaType type = MediaType.parseMediaType(given);
      boolean isForm =
          type.getType().equals("multipart")
              || type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED);
      boolean isUnderstood =
          !type.isWildcardType()
              && !type.isWildcardSubtype()
              && (!isForm || request.getContentLengthLong() == 0);
      return isUnderstood ? null : sentence(given);
    } catch (InvalidMediaTypeException e) {
      return sentence(given);
    }
  }

  private static String sentence(String given) {
    return "Expected a body with the header Content-Type: application/json, found %s."
        .formatted(given);
  }
}
