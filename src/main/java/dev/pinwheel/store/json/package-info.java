/**
 * The JSON in which the database keeps manifests, options, failures and plans. Pure: written by
 * {@code store}, read by it and by the read models. Start with {@link
 * dev.pinwheel.store.json.OptionsJson}.
 */
@NullMarked
package dev.pinwheel.store.json;

import org.jspecify.annotations.NullMarked;
