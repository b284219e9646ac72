package dev.pinwheel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links between pages lead somewhere, and every page can be reached. */
class LinksTest {

  private final List<MarkdownFile> files = MarkdownFile.list();

  @Test
  void everyLinkLeadsToAFile() {
    List<String> broken = new ArrayList<>();
    for (MarkdownFile file : files) {
      for (String link : file.links()) {
        if (!Files.exists(file.target(link))) {
          broken.add(file.path() + ": " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyAnchorIsAHeadingThere() {
    List<String> broken = new ArrayList<>();
    for (MarkdownFile file : files) {
      for (String link : file.links()) {
        Path target = file.target(link);
        if (link.contains("#")
            && target.toString().endsWith(".md")
            && !MarkdownFile.read(target)
                .anchors()
                .contains(link.substring(link.indexOf('#') + 1))) {
          broken.add(file.path() + ": " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsLinkedFromAnIndex() {
    Set<Path> linked =
        files.stream()
            .filter(file -> file.path().endsWith("README.md"))
            .flatMap(file -> file.links().stream().map(file::target))
            .collect(Collectors.toSet());

    assertThat(files)
        .extracting(MarkdownFile::path)
        .filteredOn(path -> path.startsWith("docs") && !path.equals(Path.of("docs", "README.md")))
        .allSatisfy(page -> assertThat(linked).contains(page));
  }

  @Test
  void everyPictureIsShownSomewhere() {
    Set<Path> shown =
        files.stream()
            .flatMap(file -> file.links().stream().map(file::target))
            .collect(Collectors.toSet());

    assertThat(Path.of("docs", "images"))
        .isDirectoryNotContaining(picture -> !shown.contains(picture));
  }
}
