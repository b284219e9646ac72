package dev.pinwheel.studio.run.notice;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import dev.pinwheel.studio.page.Notifications;

/**
 * "Tell me when it ends". The browser asks for its permission on the click itself, because it does
 * not on any later occasion.
 */
public final class TellMeButton extends Button {

  private static final String ASK_ON_CLICK =
      """
      if (!this.pinwheelAsks) {
        this.pinwheelAsks = true;
        this.addEventListener('click', async () => {
          const detail = 'Notification' in window ? await Notification.requestPermission() : 'missing';
          this.dispatchEvent(new CustomEvent('pw-permission', { detail }));
        });
      }\
      """;

  public TellMeButton() {
    setTooltipText(
        "A notification of this browser, as long as a Studio tab is open: workflow, run, workspace and state.");
    setVisible(false);
    setId("pw-tell-me");
  }

  /**
   * @param possible whether the run is going to end
   * @param awaited whether its end will be told
   */
  public void show(boolean possible, boolean awaited) {
    setVisible(possible);
    setEnabled(!awaited);
    setText(awaited ? "You will be told" : "Tell me when it ends");
  }

  /**
   * @param granted called when the browser may show notifications
   */
  public void onPermission(Runnable granted) {
    getElement()
        .addEventListener(
            "pw-permission",
            answer -> {
              String permission = answer.getEventData().get("event.detail").asString();
              EndText.refusal(permission).ifPresentOrElse(Notifications::stays, granted);
            })
        .addEventData("event.detail");
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    getElement().executeJs(ASK_ON_CLICK);
  }
}
