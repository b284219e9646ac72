/**
 * Commands about users, grants, tokens and sign-ins; who may give which command; and the record of
 * what was done and refused (A1–A6). Knows no sessions and executions. Start with {@link
 * dev.pinwheel.engine.access.AccessCommands} and {@link
 * dev.pinwheel.engine.access.PermissionCheck}; the rules themselves are in {@link
 * dev.pinwheel.access.AccessSnapshot}.
 */
@NullMarked
package dev.pinwheel.engine.access;

import org.jspecify.annotations.NullMarked;
