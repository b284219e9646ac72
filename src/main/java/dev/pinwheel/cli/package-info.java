/**
 * The command line, over the REST API: {@code ./pinwheel submit}, {@code runs}, {@code logs}, … It
 * starts without Spring and knows nothing of the server but what {@code docs/reference/api.md}
 * says. Start with {@link dev.pinwheel.cli.PinwheelCommand}, whose subcommands are the commands
 * people type; {@link dev.pinwheel.cli.Main} is the entry point.
 */
@NullMarked
package dev.pinwheel.cli;

import org.jspecify.annotations.NullMarked;
