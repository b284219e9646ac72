package dev.pinwheel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules M3 (memo key), F9 (arguments hash) and C1 (cache key). */
class KeysTest {

  @Test
  void scenario15OrderOfMembersAndSpellingOfNumbersDoNotCount() {
    assertThat(memoKey("{\"a\":1,\"b\":2.0}")).isEqualTo(memoKey("{\"b\":2,\"a\":1}"));
  }

  @Test
  void scenario15BoundariesBetweenStringsCount() {
    assertThat(memoKey("[\"ab\",\"c\"]")).isNotEqualTo(memoKey("[\"a\",\"bc\"]"));
    assertThat(MemoKey.of("m", "t", arguments("\"ab\"", "\"c\""), List.of(0, 1)))
        .isNotEqualTo(MemoKey.of("m", "t", arguments("\"a\"", "\"bc\""), List.of(0, 1)));
  }

  @Test
  void scenario15IntegersBeyondDoublesDiffer() {
    assertThat(memoKey("9007199254740993")).isNotEqualTo(memoKey("9007199254740992"));
  }

  @Test
  void scenario15ABlobHasTheKeyOfItsValue() {
    String inline = "{\"text\":\"" + "x".repeat(100_000) + "\",\"count\":2}";
    String blob = "{\n  \"count\": 2.0,\n  \"text\": \"" + "\\u0078".repeat(100_000) + "\"\n}\n";

    assertThat(memoKey(inline)).isEqualTo(memoKey(blob));
  }

  @Test
  void memoKeyDependsOnModuleTargetPositionsAndArguments_M3() {
    List<byte[]> same = arguments("1", "1");
    Set<MemoKey> keys = new HashSet<>();

    keys.add(MemoKey.of("m", "t", same, List.of()));
    keys.add(MemoKey.of("m", "t", same, List.of(0)));
    keys.add(MemoKey.of("m", "t", same, List.of(1)));
    keys.add(MemoKey.of("m", "t", same, List.of(0, 1)));
    keys.add(MemoKey.of("m", "t2", same, List.of(0)));
    keys.add(MemoKey.of("m2", "t", same, List.of(0)));
    keys.add(MemoKey.of("mt", "", same, List.of(0)));
    keys.add(MemoKey.of("", "mt", same, List.of(0)));
    keys.add(MemoKey.of("m", "t", arguments("2", "1"), List.of(0)));

    assertThat(keys).hasSize(9);
  }

  @Test
  void onlyChosenArgumentsCountInAnyOrderOfChoice_M3() {
    assertThat(MemoKey.of("m", "t", arguments("1", "2", "3"), List.of(2, 0)))
        .isEqualTo(MemoKey.of("m", "t", arguments("1.0", "\"other\"", "3"), List.of(0, 2)));
  }

  @Test
  void noPositionsGiveOneKeyWhateverTheArguments_M3() {
    assertThat(MemoKey.of("m", "t", arguments("1"), List.of()))
        .isEqualTo(MemoKey.of("m", "t", arguments("2", "3"), List.of()));
  }

  @Test
  void handleEntersByTheIdOfItsExecution_M3() {
    MemoKey first = memoKey("[{\"$execution\":\"R7K2:3:1\"}]");

    assertThat(memoKey("[{\"\\u0024execution\":\"R7K2\\u003a3:1\"}]")).isEqualTo(first);
    assertThat(memoKey("[{\"$execution\":\"R7K2:3:2\"}]")).isNotEqualTo(first);
    assertThat(memoKey("[\"R7K2:3:1\"]")).isNotEqualTo(first);
  }

  @Test
  void wrongPositionsAreRefused() {
    List<byte[]> two = arguments("1", "2");

    assertThatThrownBy(() -> MemoKey.of("m", "t", two, List.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected the position of one of 2 arguments, counted from 0, but found 2.");
    assertThatThrownBy(() -> MemoKey.of("m", "t", two, List.of(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MemoKey.of("m", "t", two, List.of(1, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected each position once, but found 1 twice.");
    assertThatThrownBy(() -> CacheKey.of("n", null, CanonicalArguments.of(two), List.of(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void invalidArgumentIsNamedByItsPositionAlsoWhenNotChosen() {
    assertThatThrownBy(() -> MemoKey.of("m", "t", arguments("1", "{\"a\":[?]}"), List.of(0)))
        .isInstanceOf(InvalidValue.class)
        .hasMessage("Invalid value at $[1].a[0]: Expected a value, but found '?' (byte 6).");
  }

  @Test
  void argumentsHashIsTheMemoKeyOverAllArguments_F9() {
    List<byte[]> arguments = arguments("1", "[2]", "{}");

    assertThat(ArgumentsHash.of("m", "t", arguments).bytes())
        .isEqualTo(MemoKey.of("m", "t", arguments, List.of(0, 1, 2)).bytes());
  }

  @Test
  void cacheKeyKnowsNoPositions_C1() {
    CanonicalArguments before = CanonicalArguments.of(arguments("1", "\"ignored\"", "2"));
    CanonicalArguments rearranged = CanonicalArguments.of(arguments("2", "1"));

    assertThat(CacheKey.of("n", null, before, List.of(0, 2)))
        .isEqualTo(CacheKey.of("n", null, rearranged, List.of(1, 0)))
        .isEqualTo(CacheKey.of("n", null, arguments("1", "2")));
  }

  @Test
  void cacheKeyDependsOnNamespaceVersionArgumentsAndTheirOrder_C1() {
    Set<CacheKey> keys = new HashSet<>();

    keys.add(CacheKey.of("n", null, arguments()));
    keys.add(CacheKey.of("n", null, arguments("1")));
    keys.add(CacheKey.of("n", null, arguments("1", "2")));
    keys.add(CacheKey.of("n", null, arguments("2", "1")));
    keys.add(CacheKey.of("n", "", arguments("1")));
    keys.add(CacheKey.of("n", "1", arguments()));
    keys.add(CacheKey.of("n", "1", arguments("1")));
    keys.add(CacheKey.of("n2", null, arguments("1")));
    keys.add(CacheKey.of("n0", null, arguments("1")));

    assertThat(keys).hasSize(9);
  }

  @Test
  void namesWithLoneSurrogatesAreRefused() {
    assertThatThrownBy(() -> CacheKey.of("a\ud800", null, arguments()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected Unicode text, but found the lone surrogate \\ud800 at 1.");
    assertThatThrownBy(() -> MemoKey.of("\ude00\ud83d", "t", arguments(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CacheKey.of("\ud83d\ude00", null, arguments()))
        .isNotEqualTo(CacheKey.of("??", null, arguments()));
  }

  @Test
  void digestsAreValuesOfTheirKind() {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) 0xA0);

    MemoKey key = MemoKey.of(bytes);
    bytes[0] = 1;
    key.bytes()[0] = 2;

    assertThat(key).hasToString("a0".repeat(32)).isEqualTo(MemoKey.of(key.bytes()));
    assertThat(key).hasSameHashCodeAs(MemoKey.of(key.bytes()));
    assertThat((Object) key).isNotEqualTo(CacheKey.of(key.bytes()));
    assertThat((Object) key).isNotEqualTo(ArgumentsHash.of(key.bytes()));
    assertThatThrownBy(() -> MemoKey.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected the 32 bytes of a SHA-256 digest, but found 31.");
  }

  @Test
  void canonicalArgumentsCannotBeChangedFromOutside() {
    List<byte[]> arguments = new ArrayList<>(arguments("[1, 2]", "\"x\""));
    CanonicalArguments canonical = CanonicalArguments.of(arguments);
    ArgumentsHash before = ArgumentsHash.of("m", "t", canonical);

    arguments.get(1)[1] = 'y';
    canonical.get(0)[1] = '7';

    assertThat(canonical.count()).isEqualTo(2);
    assertThat(canonical.get(0)).isEqualTo(utf8("[1,2]"));
    assertThat(ArgumentsHash.of("m", "t", canonical)).isEqualTo(before);
    assertThat(canonical).isEqualTo(CanonicalArguments.of(arguments("[1,2]", "\"x\"")));
  }

  private static MemoKey memoKey(String argument) {
    return MemoKey.of("m", "t", arguments(argument), List.of(0));
  }

  private static List<byte[]> arguments(String... payloads) {
    return Arrays.stream(payloads).map(KeysTest::utf8).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
