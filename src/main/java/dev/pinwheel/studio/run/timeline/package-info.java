/** The Timeline tab: what each step of a run did when. */
@NullMarked
package dev.pinwheel.studio.run.timeline;

import org.jspecify.annotations.NullMarked;
