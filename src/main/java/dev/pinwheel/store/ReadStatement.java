package dev.pinwheel.store;

import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;

/** A query that is rendered once for a connection and run many times with other values. */
final class ReadStatement {

  private final List<Table<?>> tables;
  private final Function<DSLContext, Select<? extends Record>> template;

  /**
   * @param tables those it reads, so that pending writes to them are sent first
   */
  ReadStatement(List<Table<?>> tables, Function<DSLContext, Select<? extends Record>> template) {
    this.tables = List.copyOf(tables);
    this.template = template;
  }

  List<Table<?>> tables() {
    return tables;
  }

  Select<? extends Record> select(DSLContext dsl) {
    return template.apply(dsl);
  }
}
