package dev.pinwheel.store;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * A statement that is rendered once for a connection and run many times with other values. Compared
 * by identity: keep one in a constant.
 */
final class WriteStatement {

  private final Table<?> table;
  private final Function<DSLContext, Query> template;

  private WriteStatement(Table<?> table, Function<DSLContext, Query> template) {
    this.table = table;
    this.template = template;
  }

  /** An insert of one row; values come in the order of the fields. */
  static WriteStatement insert(Table<?> table, Field<?>... fields) {
    List<Field<?>> parameters =
        Arrays.stream(fields).<Field<?>>map(WriteStatement::parameter).toList();
    return new WriteStatement(
        table, dsl -> dsl.insertInto(table).columns(fields).values(parameters));
  }

  /** An update or delete; its parameters come from {@link #parameter}. */
  static WriteStatement of(Table<?> table, Function<DSLContext, Query> template) {
    return new WriteStatement(table, template);
  }

  /** A place for a value of the field's type. */
  static <T> Field<T> parameter(Field<T> field) {
    return DSL.param(field.getName(), field.getDataType());
  }

  Table<?> table() {
    return table;
  }

  String sql(DSLContext dsl) {
    return template.apply(dsl).getSQL();
  }
}
