/** Tests of the journal without a database behind it. */
@NullMarked
package dev.pinwheel.store.journal;

import org.jspecify.annotations.NullMarked;
