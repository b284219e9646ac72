/** Tests of the rules of access. */
@NullMarked
package dev.pinwheel.access;

import org.jspecify.annotations.NullMarked;
