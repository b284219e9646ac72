package dev.pinwheel.studio;

import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;

/** The page behind the root address. */
@Route("")
@PageTitle("Pinwheel")
public final class WelcomeView extends Main {

  public WelcomeView() {
    add(new H1("Pinwheel"));
  }
}
