/**
 * Who sends a request: sign-in of people, tokens of programs and workers, and what every answer
 * says to browsers. Spring Security does the work; {@link dev.pinwheel.access} decides. Start with
 * {@link dev.pinwheel.security.SecurityConfiguration}.
 */
@NullMarked
package dev.pinwheel.security;

import org.jspecify.annotations.NullMarked;
