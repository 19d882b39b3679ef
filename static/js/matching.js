/** Which letters of a name are what was typed, to show why it was found. */

/** @typedef {{text: string, isMatch: boolean}} Part */

/**
 * Split a name into parts that match `typed` and parts that do not, ignoring case, accents of
 * Latin letters and spaces. Thai marks belong to their letter, so none is cut off.
 * @param {string} name
 * @param {string} typed
 * @returns {Part[]}
 */
export function matchedParts(name, typed) {
  const wanted = folded(typed).map((each) => each.letter).join("");
  const letters = folded(name);
  const at = wanted ? letters.map((each) => each.letter).join("").indexOf(wanted) : -1;
  if (at < 0) return [{ text: name, isMatch: false }];
  const start = letters[at].from;
  const end = wholeCharacterEnd(name, letters[at + wanted.length - 1].to);
  return [
    { text: name.slice(0, start), isMatch: false },
    { text: name.slice(start, end), isMatch: true },
    { text: name.slice(end), isMatch: false },
  ].filter((part) => part.text);
}

/** @param {string} text */
function folded(text) {
  /** @type {{letter: string, from: number, to: number}[]} */
  const letters = [];
  let from = 0;
  for (const character of text) {
    const to = from + character.length;
    const plain = character.normalize("NFD").replace(/\p{Script=Inherited}|\s/gu, "").toLowerCase();
    for (const letter of plain) letters.push({ letter, from, to });
    from = to;
  }
  return letters;
}

/** Move on past marks that stand over or under the letter before. @param {string} text @param {number} end */
function wholeCharacterEnd(text, end) {
  let moved = end;
  while (/\p{Mark}/u.test(text[moved] ?? "")) moved += 1;
  return moved;
}
