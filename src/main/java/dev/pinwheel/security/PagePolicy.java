package dev.pinwheel.security;

/** What pages may load and do (Content-Security-Policy). */
final class PagePolicy {

  /** Of pages that are forms: no inline scripts or styles, nothing from elsewhere. */
  static final String OF_FORMS =
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** Of everything that is no page: it may do nothing, should a browser show it. */
  static final String OF_DATA = "default-src 'none'; frame-ancestors 'none'";

  /** Of the page of the API's description, whose styles are inline. */
  static final String OF_API_DESCRIPTION =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

  /**
   * Of the Studio. Vaadin turns texts of the server into functions, hence {@code unsafe-eval}, and
   * its components have inline styles; no other inline script runs.
   */
  static String ofStudio(String nonce) {
    return "default-src 'self'; script-src 'self' 'nonce-%s' 'unsafe-eval'; style-src 'self'"
            .formatted(nonce)
        + " 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
        + " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
  }

  private PagePolicy() {}
}
