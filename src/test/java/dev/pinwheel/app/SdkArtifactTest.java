package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The SDK's own POM names exactly what the packages in its jar need. */
class SdkArtifactTest {

  private static final List<String> PACKAGES = List.of("sdk", "worker", "protocol", "key");

  /** Which packages an artifact brings; Jackson's core comes with databind. */
  private static final Map<String, List<String>> BROUGHT_BY =
      Map.of(
          "tools.jackson.core:jackson-databind",
              List.of("tools.jackson.databind", "tools.jackson.core"),
          "net.bytebuddy:byte-buddy", List.of("net.bytebuddy"),
          "org.slf4j:slf4j-api", List.of("org.slf4j"),
          "org.jspecify:jspecify", List.of("org.jspecify"));

  @Test
  void pomNamesWhatTheClassesNeedAndNothingElse() throws Exception {
    Set<String> needed = new TreeSet<>();
    for (String used : usedPackages()) {
      String artifact =
          BROUGHT_BY.entrySet().stream()
              .filter(entry ->
                  entry.getValue().stream().anyMatch(root -> PackageTable.isWithin(used, root)))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse("an artifact with " + used);
      needed.add(artifact);
    }
    // Annotations for the compiler leave no trace in the classes that ArchUnit would count.
    needed.add("org.jspecify:jspecify");

    assertThat(declared("src/sdk/pom.xml")).isEqualTo(needed);
  }

  @Test
  void jarHasThesePackages() throws Exception {
    NodeList includes = document("pom.xml").getElementsByTagName("include");

    assertThat(
            IntStream.range(0, includes.getLength())
                .mapToObj(i -> includes.item(i).getTextContent())
                .filter(include -> include.startsWith("dev/pinwheel/")))
        .containsExactlyElementsOf(
            PACKAGES.stream().map(name -> "dev/pinwheel/" + name + "/**").toList());
  }

  private static Set<String> usedPackages() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PACKAGES.stream().map(name -> PackageTable.ROOT + "." + name).toList())
            .stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(arrow -> arrow.getTargetClass().getBaseComponentType())
            .map(JavaClass::getPackageName)
            .filter(name -> !name.isEmpty())
            .filter(name -> !PackageTable.isWithin(name, "java"))
            .filter(name -> !PackageTable.isWithin(name, "javax"))
            .filter(name ->
                PACKAGES.stream()
                    .noneMatch(own -> PackageTable.isWithin(name, PackageTable.ROOT + "." + own)))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> declared(String pom) throws Exception {
    NodeList dependencies = document(pom).getElementsByTagName("dependency");
    Set<String> declared = new TreeSet<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      declared.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
    }
    return declared;
  }

  private static String text(Element element, String name) {
    return element.getElementsByTagName(name).item(0).getTextContent();
  }

  private static Document document(String file) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File(file));
    } catch (Exception e) {
      throw new IOException("Cannot read " + file, e);
    }
  }
}
