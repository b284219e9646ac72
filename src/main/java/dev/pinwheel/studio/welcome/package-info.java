/** The first steps for somebody new, on the pages where they are taken: start with Welcome. */
@NullMarked
package dev.pinwheel.studio.welcome;

import org.jspecify.annotations.NullMarked;
