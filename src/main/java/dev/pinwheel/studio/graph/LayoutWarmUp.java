package dev.pinwheel.studio.graph;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.annotation.SpringComponent;

/** Computes a first layout at startup, so that no user waits for class loading. */
@SpringComponent
public final class LayoutWarmUp implements VaadinServiceInitListener {

  @Override
  public void serviceInit(ServiceInitEvent event) {
    Thread.ofPlatform().daemon().name("layout-warm-up").start(GraphLayout::warmUp);
  }
}
