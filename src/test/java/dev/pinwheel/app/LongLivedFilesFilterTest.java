package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LongLivedFilesFilterTest {

  private static @Nullable String cacheControl(String path, @Nullable String query, int status)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.setQueryString(query);
    MockHttpServletResponse response = new MockHttpServletResponse();
    HttpServlet servlet =
        new HttpServlet() {
          @Override
          protected void doGet(HttpServletRequest asked, HttpServletResponse answer)
              throws IOException {
            answer.setStatus(status);
            answer.setHeader("Cache-Control", "max-age=3600");
          }
        };
    new LongLivedFilesFilter().doFilter(request, response, new MockFilterChain(servlet));
    return response.getHeader("Cache-Control");
  }

  @Test
  void whatChangesWithItsAddressIsKeptForAYear() throws Exception {
    String aYear = "max-age=31536000, immutable";

    assertThat(cacheControl("/VAADIN/build/icons-BWNnSFw0.js", null, 200)).isEqualTo(aYear);
    assertThat(cacheControl("/VAADIN/static/push/vaadinPush-min.js", "v=2d17", 200))
        .isEqualTo(aYear);
    assertThat(cacheControl("/studio-themes/fonts/inter.woff2", null, 200)).isEqualTo(aYear);
  }

  @Test
  void nothingElseIs() throws Exception {
    assertThat(cacheControl("/studio-themes/mark.svg", null, 200)).isEqualTo("max-age=3600");
    assertThat(cacheControl("/VAADIN/static/push/vaadinPush-min.js", null, 200))
        .isEqualTo("max-age=3600");
    assertThat(cacheControl("/VAADIN/build/gone.js", null, 404)).isEqualTo("max-age=3600");
    assertThat(cacheControl("/", "v-r=uidl", 200)).isEqualTo("max-age=3600");
  }
}
