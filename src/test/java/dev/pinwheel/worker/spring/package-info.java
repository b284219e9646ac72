/** Workers in Spring applications. */
@NullMarked
package dev.pinwheel.worker.spring;

import org.jspecify.annotations.NullMarked;
