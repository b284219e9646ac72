/**
 * Journeys through the Studio: the packaged application as a process, a real Chromium, and a person
 * who clicks, types and reads. Elements are found by role, label or test id, as people and screen
 * readers find them. Start reading at {@link dev.pinwheel.browser.UsersJourneyTest}.
 *
 * <p>They need {@code target/pinwheel.jar} (made by {@code ./mvnw package -Pproduction
 * -DskipTests}) and a Chromium; {@code ./pinwheel test} sees to both.
 */
@NullMarked
package dev.pinwheel.browser;

import org.jspecify.annotations.NullMarked;
