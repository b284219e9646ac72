/**
 * Sample modules, written as documentation: each shows something that Pinwheel does, on files that
 * a person may edit. Start reading at {@link dev.pinwheel.examples.Users}; {@link
 * dev.pinwheel.examples.Weather} is a whole pipeline on real data.
 *
 * <p>They use nothing but the SDK, as modules of one's own do. Their data lies in {@code
 * data/examples/}, and what they do to the world is a numbered file in {@code
 * data/examples/outbox/}, so that one can count how often it happened.
 */
@NullMarked
package dev.pinwheel.examples;

import org.jspecify.annotations.NullMarked;
