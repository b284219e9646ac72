/** Tests of the command line, against a server on a real port. */
@NullMarked
package dev.pinwheel.cli;

import org.jspecify.annotations.NullMarked;
