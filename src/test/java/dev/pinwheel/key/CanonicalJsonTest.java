package dev.pinwheel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule M3, canonical form: what the tables of docs/explanation/keys.md cannot show. */
class CanonicalJsonTest {

  @Test
  void rfc8785SortsByUtf16CodeUnits() {
    String example =
        """
        {"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}\
        """;

    assertThat(canonical(example))
        .isEqualTo(
            """
            {"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}\
            """);
  }

  @Test
  void stringsAreNotNormalised() {
    assertThat(equal("\"\u00e9\"", "\"e\u0301\"")).isFalse();
    assertThat(equal("\"\u212b\"", "\"\u00c5\"")).isFalse();
  }

  @Test
  void deleteAndNoncharactersStandForThemselves() {
    assertThat(canonical("\"\\u007f\\uffff\\ufdd0\"")).isEqualTo("\"\u007f\uffff\ufdd0\"");
  }

  @Test
  void resultIsANewArray() {
    byte[] payload = utf8("{\"a\":1}");

    byte[] canonical = CanonicalJson.canonicalize(payload);
    canonical[0] = 'x';

    assertThat(payload).isEqualTo(utf8("{\"a\":1}"));
  }

  @Test
  void hugeNumbersCostWhatTheirTextCosts() {
    assertThat(canonical("1e999999999999999999")).isEqualTo("1e999999999999999999");
    assertThat(canonical("-1e-999999999999999999")).isEqualTo("-1e-999999999999999999");
    assertThat(canonical("1" + "0".repeat(100_000))).isEqualTo("1e100000");
    assertThat(canonical("0." + "0".repeat(100_000) + "10")).isEqualTo("1e-100001");
    assertThat(canonical("1e" + "0".repeat(100_000) + "2")).isEqualTo("1e2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1000000000000000000",
        "1e-1000000000000000000",
        "10e999999999999999999",
        "0.1e-999999999999999999",
        "1e99999999999999999999999999999999999999999",
        "0e99999999999999999999"
      })
  void exponentsOfMoreThan18DigitsAreRefused(String number) {
    InvalidValue refused = refused(number);

    assertThat(refused.problem())
        .isEqualTo("Expected a number whose exponent has at most 18 digits.");
  }

  @Test
  void nestingIsLimited() {
    String deepest = "[".repeat(500) + "]".repeat(500);

    assertThat(canonical(deepest)).isEqualTo(deepest);
    assertThat(refused("[" + deepest + "]").problem())
        .isEqualTo("Expected at most 500 arrays and objects inside each other, but found more.");
    assertThat(refused("{\"a\":".repeat(100_000)).path())
        .isEqualTo("$" + ".a".repeat(8) + "…" + ".a".repeat(8));
  }

  @Test
  void tagsCountAsLevels() {
    String sets = "{\"$set\":[".repeat(250) + "]}".repeat(250);

    assertThat(canonical(sets)).isEqualTo(sets);
    assertThat(refused("[" + sets + "]").problem()).contains("at most 500");
  }

  @ParameterizedTest
  @CsvSource({
    "an overlong NUL,             22 c0 80 22",
    "an overlong slash,           22 e0 80 af 22",
    "an encoded high surrogate,   22 ed a0 80 22",
    "an encoded surrogate pair,   22 ed a0 bd ed b8 80 22",
    "above U+10FFFF,              22 f4 90 80 80 22",
    "a lead byte above F4,        22 f5 80 80 80 22",
    "a continuation byte first,   22 80 22",
    "a sequence cut by the quote, 22 e2 82 22",
    "a sequence cut by the end,   22 f0 9f 98",
    "Latin-1,                     22 e9 22",
    "UTF-16,                      00 22 00 61 00 22",
    "UTF-16 with mark,            fe ff 00 31",
    "a byte order mark,           ef bb bf 31",
    "a raw control character,     22 1f 22",
    "a NUL after the value,       31 00",
    "a form feed as white space,  0c 31"
  })
  void bytesThatLibrariesRepairAreRefused(String what, String hex) {
    byte[] payload = HexFormat.ofDelimiter(" ").parseHex(hex);

    assertThatThrownBy(() -> CanonicalJson.canonicalize(payload))
        .as(what)
        .isInstanceOf(InvalidValue.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                    | $    | Expected a value, but the payload is empty.
          [1                    | $    | Expected ',' or ']', but the payload ends.
          [1;2]                 | $    | Expected ',' or ']', but found ';' (byte 2).
          {"a" 1}               | $    | Expected ':' after the name of a member, but found '1' (byte 5).
          {a:1}                 | $    | Expected the name of a member, but found 'a' (byte 1).
          {"a":1,}              | $    | Expected the name of a member, but found '}' (byte 7).
          {"a":}                | $.a  | Expected a value, but found '}' (byte 5).
          nul                   | $    | Expected a value, but found 'n' (byte 0).
          nulll                 | $    | Expected nothing after the value, but found 'l' (byte 4).
          "a                    | $    | Expected the string to be closed by '"', but the payload ends.
          "\\x"                 | $    | Expected one of " \\ / b f n r t u after '\\', but found 'x' (byte 2).
          "\\u12g4"             | $    | Expected four hexadecimal digits after \\u, but found 'g' (byte 5).
          "é                    | $    | Expected the string to be closed by '"', but the payload ends.
          -                     | $    | Expected a digit, but the payload ends.
          1.e3                  | $    | Expected a digit after the decimal point, but found 'e' (byte 2).
          1e+                   | $    | Expected a digit in the exponent, but the payload ends.
          00                    | $    | Expected no digit after a leading zero, but found '0' (byte 1).
          NaN                   | $    | Expected a finite number, but found NaN.
          Infinity              | $    | Expected a finite number, but found Infinity.
          -Infinity             | $    | Expected a finite number, but found -Infinity.
          {"a":1,"\\u0061":2}   | $    | Expected each name once, but found "a" twice.
          {"b":1,"a":2,"b":3}   | $    | Expected each name once, but found "b" twice.
          "\\ud800"             | $    | Expected Unicode text, but found the lone surrogate \\ud800 (before byte 7).
          {"$x":1}              | $.$x | Expected one of the tags $bytes, $set, $execution, but found "$x"; a member of that name is written "$$x".
          {"$set":[],"a":1}     | $    | Expected the tag "$set" to be the only member of its object; a member of that name is written "$$set".
          {"$bytes":"A"}        | $.$bytes | Expected base64 in the standard alphabet with padding, but found something else.
          {"$bytes":null}       | $.$bytes | Expected a string with base64, but found 'n' (byte 10).
          {"$execution":"x"}    | $.$execution | Expected the id of an execution such as R7K2:3:1, but found "x".
          {"$execution":7}      | $.$execution | Expected a string with the id of an execution, but found '7' (byte 14).
          {"$set":1}            | $.$set | Expected an array with the elements of the set, but found '1' (byte 8).
          """)
  void refusalsSayWhereAndWhat(String payload, String path, String problem) {
    InvalidValue refused = refused(payload);

    assertThat(refused.path()).isEqualTo(path);
    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused).hasMessage("Invalid value at " + path + ": " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud83d",
        "\\ude00",
        "\\ud83dx",
        "\\ud83d\\u0041",
        "\\ud83d\\ud83d",
        "\\ude00\\ud83d",
        "\\ud83d\\n",
        "\\udbff\\ue000"
      })
  void surrogatesWithoutTheirPartnerAreRefused(String text) {
    assertThat(refused("\"" + text + "\"").problem())
        .startsWith("Expected Unicode text, but found the lone surrogate \\ud");
    assertThat(refused("{\"" + text + "\":1}").path()).isEqualTo("$");
  }

  @Test
  void longNamesAreShortenedInPaths() {
    InvalidValue refused = refused("{\"" + "x".repeat(1000) + "\":[?]}");

    assertThat(refused.path()).isEqualTo("$." + "x".repeat(40) + "…[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QQ=A",
        "=AAA",
        "====",
        "A===",
        "QQ==QQ==",
        "QR==",
        "QUI",
        "QUJ=",
        "Q Q=",
        "QQ=\\n"
      })
  void malformedBase64IsRefused(String base64) {
    assertThat(refused("{\"$bytes\":\"" + base64 + "\"}").path()).isEqualTo("$.$bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "R", "R:1:1", "R7K2", "R7K2:1", "R7K2:1:", "R7K2::1", "R7K2:0:1", "R7K2:1:01"})
  void malformedExecutionIdsAreRefused(String id) {
    assertThat(refused("{\"$execution\":\"" + id + "\"}").path()).isEqualTo("$.$execution");
    assertThat(refused("{\"$execution\":\"" + id + "x\"}").path()).isEqualTo("$.$execution");
  }

  @Test
  void equalPayloadsAreEqualInAnySpelling() {
    assertThat(equal("{\"a\":[1,2.50],\"b\":{}}", " { \"b\" : { } , \"a\" : [ 1e0 , 2.5 ] } "))
        .isTrue();
    assertThat(equal("{\"$set\":[1,2]}", "{\"$set\":[2,1,2.0]}")).isTrue();
    assertThat(equal("[1,2]", "[2,1]")).isFalse();
    assertThat(equal("1", "\"1\"")).isFalse();
    assertThat(equal("{}", "[]")).isFalse();
    assertThat(equal("{\"$set\":[1]}", "[1]")).isFalse();
    assertThat(equal("{\"$bytes\":\"QQ==\"}", "{\"$$bytes\":\"QQ==\"}")).isFalse();
  }

  private static boolean equal(String first, String second) {
    return CanonicalJson.canonicalEquals(utf8(first), utf8(second));
  }

  private static String canonical(String payload) {
    return new String(CanonicalJson.canonicalize(utf8(payload)), StandardCharsets.UTF_8);
  }

  private static InvalidValue refused(String payload) {
    return catchThrowableOfType(
        InvalidValue.class, () -> CanonicalJson.canonicalize(utf8(payload)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
