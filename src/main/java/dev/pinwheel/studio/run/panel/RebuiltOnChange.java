package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A section that is rebuilt only when its value has changed, so that live updates keep focus,
 * scroll position and expanded values. Hidden while empty.
 */
final class RebuiltOnChange<T> extends Div {

  private final transient Function<T, List<? extends Component>> build;
  private transient @Nullable T shown;

  RebuiltOnChange(Function<T, List<? extends Component>> build) {
    this.build = build;
    setVisible(false);
  }

  void show(T value) {
    if (!value.equals(shown)) {
      shown = value;
      removeAll();
      List<? extends Component> parts = build.apply(value);
      parts.forEach(this::add);
      setVisible(!parts.isEmpty());
    }
  }
}
