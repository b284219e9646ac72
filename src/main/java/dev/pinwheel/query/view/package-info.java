/**
 * Values that API and Studio show in several places: states, times, differences, words, and {@link
 * dev.pinwheel.query.view.Viewpoint}, which every read takes. No SQL, no rows. Start with {@link
 * dev.pinwheel.query.view.Viewpoint}, then {@link dev.pinwheel.query.view.State}.
 */
@NullMarked
package dev.pinwheel.query.view;

import org.jspecify.annotations.NullMarked;
