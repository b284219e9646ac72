/**
 * Sample modules, written as documentation. Each shows a feature of Pinwheel with files that you
 * may edit. Start reading at {@link dev.pinwheel.examples.Users}; {@link
 * dev.pinwheel.examples.Weather} is a whole pipeline on real data.
 *
 * <p>They use only the SDK and Jackson. Their data is in {@code data/examples/}. Each side effect
 * is a numbered file in {@code data/examples/outbox/}, so you can count how often it happened.
 */
@NullMarked
package dev.pinwheel.examples;

import org.jspecify.annotations.NullMarked;
