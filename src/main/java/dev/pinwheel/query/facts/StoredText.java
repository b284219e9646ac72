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
   * The text contains this part, ignoring case.
   *
   * @param lowerCasePart taken literally, wildcards included
   */
  public static Condition contains(DSLContext dsl, Field<byte[]> utf8, String lowerCasePart) {
    Field<String> text =
        dsl.family() == SQLDialect.H2
            ? DSL.function("utf8tostring", SQLDataType.CLOB, utf8)
            : DSL.function("convert_from", SQLDataType.CLOB, utf8, DSL.inline("UTF8"));
    return DSL.position(DSL.lower(text), DSL.val(lowerCasePart)).gt(0);
  }
}
