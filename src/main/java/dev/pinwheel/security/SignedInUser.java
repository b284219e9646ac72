package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** A user as Spring Security sees it. Roles are not authorities: they depend on workspaces. */
record SignedInUser(User user) implements UserDetails, HasActor {

  private static final long serialVersionUID = 1L;

  @Override
  public Actor actor() {
    return Actor.user(user.name(), user.id(), Actor.Via.STUDIO);
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return List.of();
  }

  @Override
  public String getPassword() {
    return Objects.requireNonNullElse(user.passwordHash(), "");
  }

  @Override
  public String getUsername() {
    return user.name();
  }
}
