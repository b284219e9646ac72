package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Rows with aligned columns. */
final class TextTable {

  private static final String GAP = "  ";

  /**
   * What a table shows of JSON objects, each in a row.
   *
   * @param titles of the columns
   * @param cells adds the cells of an object to its row
   */
  record Columns(List<String> titles, BiConsumer<Row, JsonNode> cells) {}

  private record Cell(String text, UnaryOperator<String> style) {}

  private final List<List<Cell>> rows = new ArrayList<>();

  /** With these titles as the first row; without any there is none. */
  TextTable(AnsiStyle style, String... titles) {
    if (titles.length == 0) {
      return;
    }
    Row head = row();
    for (String title : titles) {
      head.cell(title, style::quiet);
    }
  }

  /** A table of these objects. */
  static TextTable of(AnsiStyle style, Columns columns, JsonNode objects) {
    TextTable table = new TextTable(style, columns.titles().toArray(String[]::new));
    objects.forEach(object -> columns.cells().accept(table.row(), object));
    return table;
  }

  /** Begins a row. */
  Row row() {
    List<Cell> cells = new ArrayList<>();
    rows.add(cells);
    return new Row(cells);
  }

  /** A row being filled, cell by cell. */
  record Row(List<Cell> cells) {
    Row cell(String text) {
      return cell(text, UnaryOperator.identity());
    }

    /**
     * @param style applied after the width was measured
     */
    Row cell(String text, UnaryOperator<String> style) {
      cells.add(new Cell(text, style));
      return this;
    }
  }

  /** The lines; columns are as wide as their widest cell, the last one is not padded. */
  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = width(row.get(i).text());
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<Cell> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      Cell cell = row.get(i);
      line.append(cell.style().apply(cell.text()));
      if (i < row.size() - 1) {
        line.append(" ".repeat(widths.get(i) - width(cell.text()))).append(GAP);
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
