/**
 * What must hold in a whole database, in statements that count contradictions. Reads only. Start
 * with {@link dev.pinwheel.store.check.RestoreCheck}, which a restored database has to pass; {@link
 * dev.pinwheel.store.check.DerivedRowsCheck} is its part on derived rows.
 */
@NullMarked
package dev.pinwheel.store.check;

import org.jspecify.annotations.NullMarked;
