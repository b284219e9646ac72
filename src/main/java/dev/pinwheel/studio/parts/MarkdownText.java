package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Div;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * Markdown that somebody else wrote, such as the description of a workflow. HTML in it is shown as
 * text, images as their descriptions, and nothing is fetched from elsewhere: what is not known to
 * be harmless is left out.
 */
public final class MarkdownText extends Div {

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

  private static final Cleaner CLEANER =
      new Cleaner(
          new Safelist()
              .addTags("p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol")
              .addTags("li", "a")
              .addAttributes("a", "href")
              .addAttributes("ol", "start")
              .addProtocols("a", "href", "http", "https", "mailto")
              .addEnforcedAttribute("a", "rel", "noopener noreferrer")
              .addEnforcedAttribute("a", "target", "_blank"));

  /** Shows a text; an empty one takes no place. */
  public MarkdownText(String markdown) {
    addClassName("pw-markdown");
    getElement().setProperty("innerHTML", toHtml(markdown));
  }

  /** The harmless part of a text, as HTML without a document around it. */
  static String toHtml(String markdown) {
    Document document = Jsoup.parseBodyFragment(RENDERER.render(PARSER.parse(markdown)));
    for (Element image : document.select("img")) {
      image.replaceWith(new TextNode(image.attr("alt")));
    }
    // A heading in a description is none of the page.
    for (Element heading : document.select("h1, h2, h3, h4, h5, h6")) {
      heading.tagName("strong").wrap("<p></p>");
    }
    Document clean = CLEANER.clean(document);
    clean.outputSettings().prettyPrint(false);
    return clean.body().html();
  }
}
