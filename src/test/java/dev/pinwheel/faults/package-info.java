/**
 * What may go wrong, with processes of their own: workers and servers are killed and frozen,
 * connections cut, executions cancelled, under load. Workers write down outside of the server what
 * they do; at the end that is compared with what the server has recorded. Start reading at {@code
 * FaultsTest}.
 */
@NullMarked
package dev.pinwheel.faults;

import org.jspecify.annotations.NullMarked;
