package dev.pinwheel.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets browsers keep for a year what changes only together with its address: built scripts, whose
 * names have a hash of their content, scripts with a version, and fonts. Vaadin says an hour.
 */
@Component
final class LongLivedFilesFilter extends OncePerRequestFilter {

  private static final String A_YEAR = "max-age=31536000, immutable";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isLongLived(request.getRequestURI(), request.getQueryString());
  }

  /**
   * @param query null for none
   */
  static boolean isLongLived(String path, @Nullable String query) {
    boolean versioned = query != null && query.startsWith("v=");
    return path.startsWith("/VAADIN/build/")
        || path.startsWith("/studio-themes/fonts/")
        || versioned && path.startsWith("/VAADIN/static/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new LongLived(response));
  }

  /** Says a year instead of what is said otherwise, unless there is nothing to keep. */
  private static final class LongLived extends HttpServletResponseWrapper {

    LongLived(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      boolean kept =
          HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)
              && getStatus() < HttpServletResponse.SC_BAD_REQUEST;
      super.setHeader(name, kept ? A_YEAR : value);
    }

    @Override
    public void addHeader(String name, String value) {
      if (HttpHeaders.CACHE_CONTROL.equalsIgnoreCase(name)) {
        setHeader(name, value);
      } else {
        super.addHeader(name, value);
      }
    }
  }
}
