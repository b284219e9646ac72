/**
 * Tells whether two values, or two calls, are the same: canonical JSON, and the arguments hash,
 * memo key and cache key computed from it (rules M3 and C1).
 *
 * <p>Start reading at {@link dev.pinwheel.key.CanonicalJson}, then {@link
 * dev.pinwheel.key.CanonicalArguments} and {@link dev.pinwheel.key.MemoKey}. {@code
 * docs/explanation/keys.md} describes the same for other languages, with test vectors.
 *
 * <p>{@link dev.pinwheel.key.ArgumentLine} shows arguments to people; it compares nothing.
 *
 * <p>The package reads bytes itself instead of going through a JSON library: what must be refused
 * here (overlong UTF-8, encoded or escaped lone surrogates, other encodings, duplicate names) is
 * what libraries tend to repair, and a repaired value would share the key of another one.
 */
@NullMarked
package dev.pinwheel.key;

import org.jspecify.annotations.NullMarked;
