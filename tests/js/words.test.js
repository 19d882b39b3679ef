import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { afterWords, languageOf, nameIn, otherName, setMessages, t } from "../../static/js/words.js";

afterEach(() => setMessages({}));

test("a message is said in the language of the page, its places filled", () => {
  setMessages({ "{count} suggestions": "มี {count} รายการแนะนำ" });

  assert.equal(t("{count} suggestions", { count: 3 }), "มี 3 รายการแนะนำ");
});

test("a message without a translation stays English, and a place without a value stays", () => {
  assert.equal(t("Open now, closes {when}"), "Open now, closes {when}");
});

test("a name falls back on the other language", () => {
  const temple = { name_th: "วัดสวนดอก", name_en: "Wat Suan Dok" };

  assert.equal(nameIn(temple, "th"), "วัดสวนดอก");
  assert.equal(otherName(temple, "th"), "Wat Suan Dok");
  assert.equal(nameIn({ name_th: "วัดสวนดอก", name_en: null }, "en"), "วัดสวนดอก");
  assert.equal(otherName({ name_th: "วัดสวนดอก", name_en: null }, "en"), "");
  assert.equal(nameIn({}, "th"), "");
});

test("the script tells the language of a text", () => {
  assert.equal(languageOf("วัด Suan Dok"), "th");
  assert.equal(languageOf("Wat Suan Dok"), "en");
});

test("after Thai words a foreign name stands apart, a Thai one close", () => {
  assert.equal(afterWords("Museum", "th"), " Museum");
  assert.equal(afterWords("วัดสวนดอก", "th"), "วัดสวนดอก");
  assert.equal(afterWords("วัดสวนดอก", "en"), "วัดสวนดอก");
});
