/** Tests of sign-in, identity providers and attacks, over HTTP. */
@NullMarked
package dev.pinwheel.security;

import org.jspecify.annotations.NullMarked;
