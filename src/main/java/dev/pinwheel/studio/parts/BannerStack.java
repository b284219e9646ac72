package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Banners of which one is shown: the newest. The others stand behind "2 more". Belongs to one UI;
 * call with the session locked.
 */
public class BannerStack extends Div {

  /** Oldest first. */
  private final SequencedMap<String, Banner> banners = new LinkedHashMap<>();

  private boolean all;
  private final LazyPart<Button> more = new LazyPart<>(this::moreButton);

  private Button moreButton() {
    Button more = Buttons.inline("", click -> showAll(!all));
    more.setTestId("more-banners");
    return more;
  }

  /**
   * Shows a banner as the newest, instead of the former one with this key.
   *
   * @param key also names it for tests: {@code result} is {@code result-banner}
   */
  public final void put(String key, Banner banner) {
    banner.setTestId(key + "-banner");
    banners.remove(key);
    banners.put(key, banner);
    all = false;
    arrange();
  }

  public final void remove(String key) {
    if (banners.remove(key) != null) {
      arrange();
    }
  }

  /** The banner with this key, shown or behind the newest; null for none. */
  public final @Nullable Banner get(String key) {
    return banners.get(key);
  }

  public final void clear() {
    banners.clear();
    all = false;
    arrange();
  }

  private void showAll(boolean open) {
    all = open;
    arrange();
  }

  private void arrange() {
    more.ifMade(Button::removeFromParent);
    removeAll();
    int hidden = banners.size() - 1;
    for (Map.Entry<String, Banner> entry : banners.reversed().entrySet()) {
      if (getChildren().findAny().isEmpty() || all) {
        add(entry.getValue());
      }
    }
    if (hidden > 0) {
      Button button = more.get();
      button.setText(all ? "Only the newest" : hidden + " more");
      button.getElement().setAttribute("aria-expanded", Boolean.toString(all));
      banners.lastEntry().getValue().more(button);
    }
  }
}
