package dev.pinwheel.api.problem;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Refuses bodies above {@code pinwheel.api.max-body}, before they are in memory. */
@RestControllerAdvice
final class BodyLimit extends RequestBodyAdviceAdapter {

  private final long limit;

  BodyLimit(@Value("${pinwheel.api.max-body}") DataSize limit) {
    this.limit = limit.toBytes();
  }

  @Override
  public boolean supports(
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type targetType,
      Class<? extends HttpMessageConverter<?>> converterType)
      throws IOException {
    if (message.getHeaders().getContentLength() > limit) {
      throw new BodyTooLarge(limit);
    }
    return new Limited(message.getHeaders(), new Counted(message.getBody(), limit));
  }

  private record Limited(HttpHeaders headers, InputStream body) implements HttpInputMessage {
    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return body;
    }
  }

  /** For bodies that do not say how long they are. */
  private static final class Counted extends FilterInputStream {
    private final long limit;
    private long read;

    Counted(InputStream body, long limit) {
      super(body);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int more) throws BodyTooLarge {
      read += more;
      if (read > limit) {
        throw new BodyTooLarge(limit);
      }
    }
  }

  /** The body of a request is larger than the server accepts. */
  static final class BodyTooLarge extends IOException {

    private static final long serialVersionUID = 1;

    private final long limit;

    BodyTooLarge(long limit) {
      super("The body has more than %d bytes".formatted(limit));
      this.limit = limit;
    }

    String sentence() {
      return "Expected a body of at most %d bytes, found a larger one.".formatted(limit);
    }
  }
}
