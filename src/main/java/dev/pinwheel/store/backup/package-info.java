/** Backups of a file of H2 with its large values: how they are made and unpacked. */
@NullMarked
package dev.pinwheel.store.backup;

import org.jspecify.annotations.NullMarked;
