package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tabs with their contents, of which one is shown. Choosing a tab only reports it: what is shown
 * follows from the URL, through {@link #show}. A content is made when it is shown first.
 *
 * @param <K> what identifies a tab
 */
public final class TabArea<K> {

  /** A list of tabs may contain nothing else that takes the focus; its scrolling part would. */
  private static final String NOT_FOCUSABLE =
      "this.shadowRoot?.querySelector('#scroll')?.removeAttribute('tabindex')";

  private final Tabs tabs = new Tabs(false);
  private final Div contents = new Div();
  private final Map<K, Tab> tabOf = new HashMap<>();
  private final Map<K, LazyPart<? extends Component>> contentOf = new HashMap<>();
  private boolean showing;

  /**
   * @param name of the tabs, for screen readers
   * @param chosen called with the tab that the user chose
   */
  public TabArea(String name, Consumer<K> chosen) {
    tabs.getElement().setAttribute("aria-label", name);
    tabs.getElement().executeJs(NOT_FOCUSABLE);
    contents.addClassName("pw-tab-contents");
    tabs.addSelectedChangeListener(change -> {
      if (!showing) {
        keyOf(change.getSelectedTab()).ifPresent(chosen);
      }
    });
  }

  /**
   * Adds a tab.
   *
   * @param make makes its content
   * @return the content
   */
  public <C extends Component> LazyPart<C> add(K key, String label, Supplier<C> make) {
    Tab tab = new Tab(label);
    String id = "tab-" + key.toString().toLowerCase(Locale.ROOT);
    tab.setTestId(id);
    tabOf.put(key, tab);
    showing = true;
    tabs.add(tab);
    showing = false;
    LazyPart<C> content =
        new LazyPart<>(() -> {
          C made = make.get();
          made.getElement().setAttribute("role", "tabpanel").setAttribute("aria-label", label);
          contents.add(made);
          return made;
        });
    contentOf.put(key, content);
    return content;
  }

  /** Changes what a tab says, for a count: "Steps 4". */
  public void label(K key, String label) {
    Tab tab = tabOf.get(key);
    if (tab != null && !label.equals(tab.getLabel())) {
      tab.setLabel(label);
    }
  }

  /** Lets the digits 1, 2, … choose these tabs. */
  public void number(List<K> inOrder) {
    for (int i = 0; i < inOrder.size(); i++) {
      Tab tab = tabOf.get(inOrder.get(i));
      if (tab != null) {
        tab.getElement().setAttribute("data-digit", Integer.toString(i + 1));
      }
    }
  }

  public void show(K key) {
    showing = true;
    tabs.setSelectedTab(tabOf.get(key));
    showing = false;
    contentOf.forEach(
        (other, content) -> content.ifMade(made -> made.setVisible(other.equals(key))));
    LazyPart<? extends Component> shown = contentOf.get(key);
    if (shown != null) {
      shown.get();
    }
  }

  public Tabs tabs() {
    return tabs;
  }

  public Div contents() {
    return contents;
  }

  private Optional<K> keyOf(Tab tab) {
    return tabOf.entrySet().stream()
        .filter(entry -> entry.getValue().equals(tab))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
