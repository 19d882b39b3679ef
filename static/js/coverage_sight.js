/** What is looked at: the answer as things are, or what a scenario makes of it. */

/** @typedef {import("./coverage_types").Row} Row */
/** @typedef {import("./coverage_types").CoverageAnswer} CoverageAnswer */
/** @typedef {import("./coverage_types").ScenarioAnswer} ScenarioAnswer */
/** @typedef {import("./coverage_types").Difference} Difference */
/**
 * @typedef {object} Sight
 * @property {CoverageAnswer} answer
 * @property {ScenarioAnswer | null} trial
 * @property {Row[]} rows
 * @property {Row} total
 * @property {boolean} hasPeople
 * @property {Map<string, Difference>} differences by district, none without a scenario
 */

/**
 * Return what is looked at.
 * @param {CoverageAnswer} answer
 * @param {ScenarioAnswer | null} trial to the same question
 * @returns {Sight}
 */
export function sightOf(answer, trial) {
  return {
    answer,
    trial,
    rows: trial ? trial.after : answer.districts,
    total: trial ? trial.total_after : answer.total,
    hasPeople: answer.people_source !== null,
    differences: new Map(trial?.difference.map((each) => [each.code, each])),
  };
}

/** The change of what colours a district, null without a scenario. @param {Sight} sight @param {Row} row */
export function shareChange({ differences, hasPeople }, row) {
  const difference = differences.get(row.code);
  if (!difference) return null;
  if (hasPeople) return difference.share_change;
  return row.street_metres ? difference.street_metres_gained / row.street_metres : null;
}
