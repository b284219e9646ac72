import assert from "node:assert/strict";
import { test } from "node:test";
import { isLeaf, type JsonNode, parseJson, sizeText } from "../../../frontend/json-parser";

function parsed(text: string): JsonNode {
  const node = parseJson(text);
  assert.ok(node, `not JSON: ${text}`);
  return node;
}

test("numbers keep their spelling", () => {
  for (const number of ["1.0", "-0", "1e400", "12345678901234567890.0001"]) {
    assert.deepEqual(parsed(number), { kind: "number", text: number, keys: [], children: [] });
  }
});

test("words and strings are leaves", () => {
  assert.equal(parsed("null").kind, "null");
  assert.equal(parsed("true").kind, "boolean");
  assert.deepEqual(parsed(' "a\\n\\u00e9\\"" '), { kind: "string", text: 'a\né"', keys: [], children: [] });
  assert.ok(isLeaf(parsed("false")));
});

test("objects keep the order of their members, arrays count their elements", () => {
  const node = parsed('{"b": [1, {"c": null}], "a": "x"}');
  assert.equal(node.kind, "object");
  assert.deepEqual(node.keys, ["b", "a"]);
  assert.equal(node.children[0]!.kind, "array");
  assert.deepEqual(node.children[0]!.keys, ["0", "1"]);
  assert.ok(!isLeaf(node));
});

test("the tags of payload JSON become kinds of their own", () => {
  assert.deepEqual(parsed('{"$bytes": "AQID"}'), { kind: "bytes", text: "AQID", keys: [], children: [] });
  assert.deepEqual(parsed('{"$execution": "R7K2:3:1"}'), { kind: "execution", text: "R7K2:3:1", keys: [], children: [] });
  const set = parsed('{"$set": [1, 2]}');
  assert.equal(set.kind, "set");
  assert.equal(set.children.length, 2);
});

test("a tag beside other members is a plain object", () => {
  const node = parsed('{"$bytes": "AQID", "a": 1}');
  assert.equal(node.kind, "object");
  assert.deepEqual(node.keys, ["$bytes", "a"]);
});

test("a doubled dollar escapes a name that looks like a tag", () => {
  assert.deepEqual(parsed('{"$$bytes": "x"}').keys, ["$bytes"]);
});

test("sizes are told in words", () => {
  assert.equal(sizeText(parsed('{"a": 1}')), "1 field");
  assert.equal(sizeText(parsed('{"a": 1, "b": 2}')), "2 fields");
  assert.equal(sizeText(parsed("[1]")), "1 element");
  assert.equal(sizeText(parsed(`[${"1,".repeat(9_999)}1]`)), "10,000 elements");
  assert.equal(sizeText(parsed("[1, 2, 3]")), "3 elements");
  assert.equal(sizeText(parsed('{"$set": []}')), "set of 0");
});

for (const text of ["", " ", "{", "[1,]", '{"a" 1}', '"open', "nul", "1 2", "{a: 1}", "01", '"\\x"', "[1}"]) {
  test(`${JSON.stringify(text)} is no JSON`, () => {
    assert.equal(parseJson(text), null);
  });
}
