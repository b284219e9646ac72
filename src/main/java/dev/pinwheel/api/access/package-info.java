/**
 * Users, grants, tokens, and what everybody did (A1–A6). Start with {@link
 * dev.pinwheel.api.access.UserController}.
 */
@NullMarked
package dev.pinwheel.api.access;

import org.jspecify.annotations.NullMarked;
