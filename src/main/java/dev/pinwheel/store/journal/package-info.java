/**
 * The redo journal of a file of H2: groups of commands are appended here and synced, which is far
 * cheaper than a commit of H2; after a crash what H2 lacks is applied again (ADR 0040).
 */
@NullMarked
package dev.pinwheel.store.journal;

import org.jspecify.annotations.NullMarked;
