package dev.pinwheel.query.facts;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Text that is stored as UTF-8 bytes. */
public final class StoredText {

  private StoredText() {}

  /**
   * Whether the text contains this part, ignoring case.
   *
   * @param lowerCasePart taken literally, wildcards included
   */
  public static Condition contains(DSLContext dsl, Field<byte[]> utf8, String lowerCasePart) {
    return DSL.position(DSL.lower(text(dsl, utf8)), DSL.val(lowerCasePart)).gt(0);
  }

  /**
   * Whether what stands before a mark in the text contains this part, ignoring case.
   *
   * @param lowerCaseMark must be in the text
   * @param lowerCasePart taken literally, wildcards included
   */
  public static Condition containsBefore(
      DSLContext dsl, Field<byte[]> utf8, String lowerCaseMark, String lowerCasePart) {
    Field<String> text = DSL.lower(text(dsl, utf8));
    Field<Integer> found = DSL.position(text, DSL.val(lowerCasePart));
    return found.gt(0).and(found.lt(DSL.position(text, DSL.val(lowerCaseMark))));
  }

  private static Field<String> text(DSLContext dsl, Field<byte[]> utf8) {
    return dsl.family() == SQLDialect.H2
        ? DSL.function("utf8tostring", SQLDataType.CLOB, utf8)
        : DSL.function("convert_from", SQLDataType.CLOB, utf8, DSL.inline("UTF8"));
  }
}
