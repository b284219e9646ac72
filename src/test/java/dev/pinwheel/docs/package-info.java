/**
 * Tests of the documentation as a whole: links, words, and the pages that are generated. Tests of a
 * single page live beside the code that it describes, such as {@code ProtocolDocumentTest}.
 */
@NullMarked
package dev.pinwheel.docs;

import org.jspecify.annotations.NullMarked;
