/** Tests of the REST API, over a real port. */
@NullMarked
package dev.pinwheel.api;

import org.jspecify.annotations.NullMarked;
