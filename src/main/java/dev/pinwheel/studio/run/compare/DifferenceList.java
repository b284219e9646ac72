package dev.pinwheel.studio.run.compare;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.pinwheel.studio.parts.LazyElement;
import tools.jackson.databind.node.ObjectNode;

/** The list of grouped differences; unfolding and the keyboard are the browser's part. */
@Tag("pw-difference-list")
@JsModule("./lazy.ts")
final class DifferenceList extends Component {

  DifferenceList() {
    LazyElement.load(this);
  }

  /**
   * @param differences of {@link DifferenceListJson}
   */
  void show(ObjectNode differences) {
    getElement().callJsFunction("show", differences);
  }

  /** The key of the call that is shown; empty for none. */
  void setSelectedCall(String key) {
    getElement().setProperty("selectedCall", key);
  }

  void onCallOpen(ComponentEventListener<CallOpen> listener) {
    addListener(CallOpen.class, listener);
  }

  void onMore(ComponentEventListener<MoreWanted> listener) {
    addListener(MoreWanted.class, listener);
  }

  /** The user asked for more of the list. */
  @DomEvent("more-wanted")
  public static final class MoreWanted extends ComponentEvent<DifferenceList> {
    private final String group;

    public MoreWanted(
        DifferenceList source, boolean fromClient, @EventData("event.detail.group") String group) {
      super(source, fromClient);
      this.group = group;
    }

    /** The id of the group of which more calls are wanted; empty for more groups. */
    String group() {
      return group;
    }
  }

  /** The user chose a call. */
  @DomEvent("call-open")
  public static final class CallOpen extends ComponentEvent<DifferenceList> {
    private final String key;

    public CallOpen(
        DifferenceList source, boolean fromClient, @EventData("event.detail.key") String key) {
      super(source, fromClient);
      this.key = key;
    }

    String key() {
      return key;
    }
  }
}
