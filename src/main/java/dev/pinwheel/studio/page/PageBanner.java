package dev.pinwheel.studio.page;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.Banner;
import dev.pinwheel.studio.parts.BannerStack;
import org.jspecify.annotations.Nullable;

/**
 * One banner that survives navigation until it is dismissed. It stands above the view, or among the
 * banners that a view has.
 */
public final class PageBanner extends BannerStack {

  private static final String KEY = "note";

  /** The view's banners, among which it stands. */
  private record Host(BannerStack banners) {}

  private BannerStack place = this;
  private @Nullable Banner note;
  private @Nullable String workspace;

  public PageBanner() {
    addAttachListener(attach -> {
      ComponentUtil.setData(attach.getUI(), PageBanner.class, this);
      settle(attach.getUI());
    });
  }

  /**
   * Shows a sentence, and announces it to screen readers, while the page belongs to that workspace.
   *
   * @param actions buttons behind the sentence
   */
  public static void show(UI ui, String workspace, String sentence, Button... actions) {
    PageBanner area = ComponentUtil.getData(ui, PageBanner.class);
    if (area != null) {
      area.workspace = workspace;
      area.note = new Banner(sentence, actions).dismissible(area::drop);
      area.place.put(KEY, area.note);
      Announcer.say(ui, sentence);
    }
  }

  /** Removes the banner, because a newly started run may have made it obsolete. */
  public static void clear(UI ui) {
    PageBanner area = ComponentUtil.getData(ui, PageBanner.class);
    if (area != null) {
      area.drop();
    }
  }

  /** As long as these banners of a view are attached, the banner stands among them. */
  public static void standIn(BannerStack ofView) {
    ofView.addAttachListener(attach -> moved(attach.getUI(), ofView));
    ofView.addDetachListener(detach -> moved(detach.getUI(), null));
  }

  /** Either may be attached first: the view, or this. */
  private static void moved(UI ui, @Nullable BannerStack there) {
    ComponentUtil.setData(ui, Host.class, there == null ? null : new Host(there));
    PageBanner area = ComponentUtil.getData(ui, PageBanner.class);
    if (area != null) {
      area.settle(ui);
    }
  }

  private void settle(UI ui) {
    Host host = ComponentUtil.getData(ui, Host.class);
    place.remove(KEY);
    place = host == null ? this : host.banners;
    if (note != null) {
      place.put(KEY, note);
    }
  }

  private void drop() {
    note = null;
    place.remove(KEY);
  }

  /** Removes the banner unless it belongs to this workspace, from which the page looks now. */
  public void leaveUnless(String nowLookingFrom) {
    if (!nowLookingFrom.equals(workspace)) {
      drop();
    }
  }
}
