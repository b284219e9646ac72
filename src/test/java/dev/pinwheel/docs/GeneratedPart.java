package dev.pinwheel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page of the documentation that is generated from the code. It stands between two
 * comments, {@code <!-- generated: NAME -->} and {@code <!-- end of NAME -->}. A test compares it
 * with the code; {@code ./pinwheel docs} writes it.
 */
public final class GeneratedPart {

  private final Path page;
  private final String begin;
  private final String end;

  /**
   * @param page below the directory {@code docs}
   */
  public GeneratedPart(String page, String name) {
    this.page = Path.of("docs").resolve(page);
    this.begin = "<!-- generated: " + name + " -->\n";
    this.end = "<!-- end of " + name + " -->";
  }

  /** Compares the part with this content, or writes it. */
  public void mustBe(String content) {
    try {
      String text = Files.readString(page);
      assertThat(text).as("%s", page).contains(begin, end);
      int from = text.indexOf(begin) + begin.length();
      String current =
          text.substring(0, from)
              + "\n"
              + content.strip()
              + "\n\n"
              + text.substring(text.indexOf(end));
      if (System.getProperty("pinwheel.docs", "").equals("write")) {
        Files.writeString(page, current);
      } else {
        assertThat(text)
            .as("%s is out of date; './pinwheel docs' updates it", page)
            .isEqualTo(current);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
