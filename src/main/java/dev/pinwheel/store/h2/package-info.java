/**
 * What is special about H2: with which settings a database file is opened ({@link
 * dev.pinwheel.store.h2.H2File}), and how it is kept small ({@link
 * dev.pinwheel.store.h2.FileCompaction}).
 */
@NullMarked
package dev.pinwheel.store.h2;

import org.jspecify.annotations.NullMarked;
