/**
 * Modules that the workers of journeys and benchmarks run: they make runs with long names, many
 * rows, many lines or large graphs. Start reading at {@link
 * dev.pinwheel.browser.modules.LongNames}.
 */
@NullMarked
package dev.pinwheel.browser.modules;

import org.jspecify.annotations.NullMarked;
