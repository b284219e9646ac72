package dev.pinwheel.studio.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          plain                                      | <p>plain</p>
          **bold** and `code`                        | <p><strong>bold</strong> and <code>code</code></p>
          # A title                                  | <p><strong>A title</strong></p>
          [us](https://example.org)                  | <p><a href="https://example.org" rel="noopener noreferrer" target="_blank">us</a></p>
          [in](javascript:alert(1))                  | <p><a rel="noopener noreferrer" target="_blank">in</a></p>
          ![a cat](https://example.org/cat.png)      | <p>a cat</p>
          <style>body{display:none}</style>          | <p>&lt;style&gt;body{display:none}&lt;/style&gt;</p>
          a <b onclick="x()">b</b>                   | <p>a &lt;b onclick="x()"&gt;b&lt;/b&gt;</p>
          <img src=x onerror=alert(1)>               | <p>&lt;img src=x onerror=alert(1)&gt;</p>
          """)
  void whatIsNotHarmlessIsShownAsText(String markdown, String html) {
    assertThat(MarkdownText.toHtml(markdown).replace("\n", "")).isEqualTo(html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a\n\nb'              | '<p>a</p>\n<p>b</p>'
          '- one\n- two'        | '<ul>\n<li>one</li>\n<li>two</li>\n</ul>'
          '```\n<x>\n```'       | '<pre><code>&lt;x&gt;\n</code></pre>'
          """)
  void blocksAreKept(String markdown, String html) {
    assertThat(MarkdownText.toHtml(markdown.replace("\\n", "\n")).strip())
        .isEqualTo(html.replace("\\n", "\n"));
  }
}
