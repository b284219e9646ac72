package dev.pinwheel.studio.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Route;
import dev.pinwheel.studio.access.AccessLayout;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The layout around each view. */
class ViewLayoutsTest {

  private final Iterable<JavaClass> types =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pinwheel.studio");

  @Test
  void viewsHaveTheMainLayoutUnlessTheyLookFromNoWorkspace() {
    Map<String, Class<?>> byPath = new TreeMap<>();
    for (JavaClass type : types) {
      if (type.isAnnotatedWith(Route.class)) {
        Route route = type.reflect().getAnnotation(Route.class);
        byPath.put(route.value(), route.layout());
      }
    }

    assertThat(byPath)
        .containsOnly(
            entry("", UI.class),
            entry("access", AccessLayout.class),
            entry("account", AccessLayout.class),
            entry("activity", AccessLayout.class),
            entry("no-workspace", AccessLayout.class),
            entry("queue", MainLayout.class),
            entry("runs", MainLayout.class),
            entry("runs/:run/:view?(timeline|steps|logs)", MainLayout.class),
            entry("servers", AccessLayout.class),
            entry("workers", MainLayout.class),
            entry("workflows", MainLayout.class),
            entry("workspaces", MainLayout.class));
  }

  /** What such a layout names would be loaded by every page, and in more files (ADR 0039). */
  @Test
  void noLayoutIsAnEntryOfItsOwn() {
    assertThat(types).noneMatch(type -> type.isAnnotatedWith(Layout.class));
  }
}
