/** A scenario as a value: what is added, taken away and changed, and how it becomes another. */

/** @typedef {import("./coverage_types").Scenario} Scenario */
/** @typedef {import("./coverage_types").Addition} Addition */
/** @typedef {import("./coverage_types").Change} Change */
/** @typedef {{lon: number, lat: number}} Place */
/** @typedef {{opening_hours?: string, capacity?: number}} Facts */

export const MOST_CHANGES = 50; // more would not fit into a link

/** @type {Scenario} */
export const NOTHING = Object.freeze({ name: "", add: [], remove: [], change: [] });

/** @param {Scenario} scenario */
export function isNothing(scenario) {
  return countChanges(scenario) === 0;
}

/** @param {Scenario} scenario */
export function countChanges({ add, remove, change }) {
  return add.length + remove.length + change.length;
}

/** @param {Scenario} scenario @param {Addition} addition */
export function withAddition(scenario, addition) {
  return { ...scenario, add: [...scenario.add, addition] };
}

/** @param {Scenario} scenario @param {number} index */
export function withoutAddition(scenario, index) {
  return { ...scenario, add: scenario.add.filter((_, at) => at !== index) };
}

/** @param {Scenario} scenario @param {number} index @param {Partial<Addition>} facts undefined: not any more */
export function withAdditionAs(scenario, index, facts) {
  return { ...scenario, add: scenario.add.map((each, at) => (at === index ? tidy({ ...each, ...facts }) : each)) };
}

/** Take an existing space away; nothing else is said of it then. @param {Scenario} scenario @param {number} space */
export function withRemoved(scenario, space) {
  const rest = withUntouched(scenario, space);
  return { ...rest, remove: [...rest.remove, space] };
}

/** Leave an existing space as it is. @param {Scenario} scenario @param {number} space @returns {Scenario} */
export function withUntouched(scenario, space) {
  return {
    ...scenario,
    remove: scenario.remove.filter((each) => each !== space),
    change: scenario.change.filter((each) => each.space !== space),
  };
}

/**
 * Change something about an existing space; what is said twice holds as said last.
 * @param {Scenario} scenario @param {number} space @param {Partial<Place & Facts>} facts
 * @returns {Scenario}
 */
export function withChange(scenario, space, facts) {
  const changed = tidy({ space, ...changeOf(scenario, space), ...facts });
  const rest = withUntouched(scenario, space);
  return Object.keys(changed).length === 1 ? rest : { ...rest, change: [...rest.change, changed] };
}

/** @param {Scenario} scenario @param {number} space */
export function changeOf(scenario, space) {
  return scenario.change.find((each) => each.space === space);
}

/** Return the ids of the existing spaces that a scenario names. @param {Scenario} scenario */
export function spacesNamed({ remove, change }) {
  return [...remove, ...change.map(({ space }) => space)];
}

/** @param {Scenario} scenario @returns {Pick<Scenario, "add" | "remove" | "change">} the part of it that the server is sent */
export function asQuestion({ add, remove, change }) {
  return { add, remove, change };
}

/** Leave out what is not known. @template {object} T @param {T} facts @returns {T} */
function tidy(facts) {
  return /** @type {T} */ (Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));
}
