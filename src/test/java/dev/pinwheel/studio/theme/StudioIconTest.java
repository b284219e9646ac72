package dev.pinwheel.studio.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StudioIconTest {

  @Test
  void everyIconIsInTheSetThatTheBrowserRegistersAndTheOtherWayRound() throws IOException {
    Pattern entry = Pattern.compile("^ {2}\"?([a-z-]+)\"?: \\{ ", Pattern.MULTILINE);
    String source = Files.readString(Path.of("frontend/icon-paths.ts"));

    List<String> drawn = entry.matcher(source).results().map(match -> match.group(1)).toList();

    assertThat(Arrays.stream(StudioIcon.values()).map(StudioIcon::iconName))
        .containsExactlyInAnyOrderElementsOf(drawn);
  }
}
