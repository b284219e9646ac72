package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.pinwheel.model.MemoOption;
import org.jspecify.annotations.Nullable;

/** Options of a run beside its arguments; collapsed at first. */
final class RunOptions extends Details {

  private static final int LONGEST_KEY = 200;

  private enum Memo {
    DECLARED("As declared", null),
    ALL("All arguments, for tasks without a memo option of their own", new MemoOption.All()),
    OFF("Off, for tasks without a memo option of their own", new MemoOption.Off());

    private final String words;
    private final @Nullable MemoOption option;

    Memo(String words, @Nullable MemoOption option) {
      this.words = words;
      this.option = option;
    }
  }

  private final Select<Memo> memo = new Select<>();
  private final TextField idempotencyKey = new TextField("Idempotency key (optional)");

  RunOptions() {
    super("Options");
    setTestId("run-options");
    memo.setLabel("Memo in this run");
    memo.setItems(Memo.values());
    memo.setItemLabelGenerator(choice -> choice.words);
    memo.setValue(Memo.DECLARED);
    memo.setHelperText("Default for tasks without a memo option of their own.");
    memo.setWidthFull();
    memo.setTestId("run-memo");
    idempotencyKey.setHelperText(
        "Submitting again with this key returns the same run instead of starting another one.");
    idempotencyKey.setMaxLength(LONGEST_KEY);
    idempotencyKey.setWidthFull();
    idempotencyKey.setTestId("idempotency-key");
    Div stack = new Div(memo, idempotencyKey);
    stack.addClassName("pw-stack");
    add(stack);
  }

  @Nullable MemoOption memoDefault() {
    return memo.getValue().option;
  }

  @Nullable String idempotencyKey() {
    String key = idempotencyKey.getValue().strip();
    return key.isEmpty() ? null : key;
  }
}
