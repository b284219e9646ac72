package dev.pinwheel.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The page with one form, without the Studio: to sign in, and to set the server up. */
final class SignInPage {

  private final String template;

  SignInPage() {
    try {
      template =
          new ClassPathResource("sign-in/page.html").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The jar has no page to sign in", e);
    }
  }

  /**
   * The page.
   *
   * @param problem what went wrong; empty for nothing
   * @param note what else is to be said; empty for nothing
   * @param form HTML
   */
  String show(String title, String problem, String note, String form) {
    return template
        .replace("{{title}}", escaped(title))
        .replace("{{problem}}", escaped(problem))
        .replace("{{note}}", escaped(note))
        .replace("{{form}}", form);
  }

  /** As text of HTML, and no place of the template. */
  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text).replace("{", "&#123;");
  }

  /** A field with its label. */
  static String field(String label, String name, String type, String autocomplete) {
    return "<label>%s<input name=\"%s\" type=\"%s\" autocomplete=\"%s\" required%s /></label>\n"
        .formatted(
            HtmlUtils.htmlEscape(label),
            name,
            type,
            autocomplete,
            type.equals("password") ? "" : " autocapitalize=\"none\" spellcheck=\"false\"");
  }

  /** A form that sends its fields, with the token against forged requests. */
  static String form(String action, HttpServletRequest request, String fields, String button) {
    @Nullable CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    String hidden =
        token == null
            ? ""
            : "<input type=\"hidden\" name=\"%s\" value=\"%s\" />\n"
                .formatted(
                    HtmlUtils.htmlEscape(token.getParameterName()),
                    HtmlUtils.htmlEscape(token.getToken()));
    return "<form method=\"post\" action=\"%s\">\n%s%s<button type=\"submit\">%s</button>\n</form>\n"
        .formatted(action, hidden, fields, HtmlUtils.htmlEscape(button));
  }
}
