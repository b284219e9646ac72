package dev.pinwheel.security;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import dev.pinwheel.access.HasActor;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.access.AccountMenu;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Tells each page of the Studio who looks at it, what it may load, and when it has to go: the
 * identity ended, or its role in the workspace changed (A5). Thread-safe.
 */
@Component
final class StudioIdentity implements VaadinServiceInitListener {

  private static final Logger LOG = LoggerFactory.getLogger(StudioIdentity.class);

  private final Engine engine;
  private final ReadModels reads;
  private final SignIns signIns;
  private final InstantSource clock;
  private final Set<UI> pages = ConcurrentHashMap.newKeySet();

  StudioIdentity(
      Engine engine, ReadModels reads, SignIns signIns, EventBus events, InstantSource clock) {
    this.engine = engine;
    this.reads = reads;
    this.signIns = signIns;
    this.clock = clock;
    var unused = events.subscribe(this::changed);
  }

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addUIInitListener(init -> opened(init.getUI()));
    event.addIndexHtmlRequestListener(response -> {
      String nonce = Secrets.random();
      response
          .getDocument()
          .getElementsByTag("script")
          .forEach(script -> script.attr("nonce", nonce));
      response.getVaadinResponse().setHeader("Content-Security-Policy", PagePolicy.ofStudio(nonce));
    });
  }

  /** What is known of a page. */
  private record Page(Actor actor, @Nullable Long signIn) {}

  private void opened(UI ui) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    Actor actor =
        authentication != null && authentication.getPrincipal() instanceof HasActor known
            ? known.actor()
            : Actor.LOCAL;
    Long signIn =
        VaadinRequest.getCurrent() instanceof VaadinServletRequest request
            ? SignIns.idOf(request.getHttpServletRequest()).orElse(null)
            : null;
    ComponentUtil.setData(ui, Actor.class, actor.through(Actor.Via.STUDIO));
    ComponentUtil.setData(ui, AccountMenu.SIGN_IN, signIn);
    ComponentUtil.setData(ui, Page.class, new Page(actor, signIn));
    pages.add(ui);
    ui.addDetachListener(detach -> pages.remove(ui));
    ui.addAfterNavigationListener(navigation -> {
      Viewpoint viewpoint = ComponentUtil.getData(ui, Viewpoint.class);
      ComponentUtil.setData(
          ui, Rights.class, rights(ui, viewpoint == null ? null : viewpoint.workspace()));
      // Messages over the socket pass no filter.
      if (signIn != null) {
        signIns.used(signIn);
      }
    });
  }

  private void changed(Collection<EngineEvent> events) {
    if (events.stream().anyMatch(EngineEvent.AccessChanged.class::isInstance)) {
      Thread.ofVirtual().name("studio-access").start(this::check);
    }
  }

  /** Looks at every page: ends those whose identity has ended. */
  private void check() {
    for (UI ui : pages) {
      try {
        Page page = ComponentUtil.getData(ui, Page.class);
        boolean stays = page == null || isAllowed(page);
        WorkspaceId shown = shown(ui);
        // As it is called now: patterns go by names.
        Workspace place =
            shown == null ? null : reads.viewpoints().get(shown, Sight.EVERYTHING).workspace();
        ui.access(() -> {
          if (!stays) {
            leave(ui);
          } else if (Objects.equals(shown, shown(ui))) {
            follow(ui, place);
          }
        });
      } catch (UIDetachedException gone) {
        pages.remove(ui);
      } catch (Rejection unavailable) {
        LOG.debug("Deferred the access check of a page: {}", unavailable.getMessage());
      }
    }
  }

  private boolean isAllowed(Page page) {
    return engine.access().isKnown(page.actor(), clock.instant())
        && (page.signIn() == null || signIns.isOpen(page.signIn()));
  }

  /** The browser loads another page, and this one does nothing any more. */
  private static void leave(UI ui) {
    ui.getPage().setLocation(SignInController.SIGN_IN);
    ui.push();
    ui.getSession().close();
  }

  /** What somebody may do in the workspace of the page. */
  private record Rights(Optional<Role> role, boolean administrator) {}

  /** The workspace from which the page looks; null for none. */
  private static @Nullable WorkspaceId shown(UI ui) {
    Viewpoint viewpoint = ComponentUtil.getData(ui, Viewpoint.class);
    return viewpoint == null ? null : viewpoint.workspace().id();
  }

  private Rights rights(UI ui, @Nullable Workspace place) {
    Actor actor = Objects.requireNonNull(ComponentUtil.getData(ui, Actor.class));
    return new Rights(
        place == null ? Optional.empty() : engine.access().role(actor, place, clock.instant()),
        engine.access().isServerAdministrator(actor, clock.instant()));
  }

  /** Builds the page again when its viewer may do something else than before. */
  private void follow(UI ui, @Nullable Workspace place) {
    Rights now = rights(ui, place);
    Rights before = ComponentUtil.getData(ui, Rights.class);
    ComponentUtil.setData(ui, Rights.class, now);
    if (before == null || before.equals(now)) {
      return;
    }
    if (before.role().isPresent() && now.role().isEmpty()) {
      // Whatever the browser makes of it, this page is told nothing more.
      ui.getPage().setLocation("/");
      ui.push();
      ui.close();
    } else {
      ui.getPage().reload();
    }
  }
}
