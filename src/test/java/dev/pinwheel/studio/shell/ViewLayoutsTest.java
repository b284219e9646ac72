package dev.pinwheel.studio.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.router.internal.AbstractRouteRegistry;
import com.vaadin.flow.router.internal.RouteUtil;
import com.vaadin.flow.server.VaadinContext;
import dev.pinwheel.studio.access.AccessLayout;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The layout around each view: no route names {@link MainLayout}. */
class ViewLayoutsTest {

  private static final class Layouts extends AbstractRouteRegistry {
    private static final long serialVersionUID = 1L;

    @Override
    public VaadinContext getContext() {
      throw new UnsupportedOperationException();
    }
  }

  private final Layouts layouts = new Layouts();

  @Test
  void viewsHaveTheMainLayoutUnlessTheyLookFromNoWorkspace() {
    layouts.setLayout(MainLayout.class);
    Map<String, Class<?>> byPath = new TreeMap<>();
    new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.pinwheel.studio")
            .stream()
            .filter(type -> type.isAnnotatedWith(Route.class))
            .map(JavaClass::reflect)
            .forEach(view -> byPath.put(view.getAnnotation(Route.class).value(), layoutOf(view)));

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

  /** As Vaadin decides it when it enters a view. */
  private Class<?> layoutOf(Class<?> view) {
    Route route = view.getAnnotation(Route.class);
    Class<? extends RouterLayout> layout = layouts.getLayout(route.value());
    return RouteUtil.isAutolayoutEnabled(view, route.value()) && layout != null
        ? layout
        : route.layout();
  }
}
