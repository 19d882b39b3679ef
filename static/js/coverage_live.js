/** Asks the server again and again while something is dragged: one question under way, the newest next. */

/**
 * @template Question, Answer
 * @typedef {object} Parts
 * @property {(question: Question) => Promise<Answer>} ask
 * @property {(answer: Answer, question: Question) => void} onAnswer
 * @property {(error: Error, question: Question) => void} onTrouble
 */

/** @template Question, Answer */
export class LiveAsking {
  /** @param {Parts<Question, Answer>} parts */
  constructor(parts) {
    this._parts = parts;
    /** @type {{question: Question} | null} */
    this._next = null;
    this._isAsking = false;
    this._generation = 0;
  }

  get isBusy() {
    return this._isAsking;
  }

  /** Ask as soon as nothing is under way; of what is wanted meanwhile only the newest is asked. @param {Question} question */
  want(question) {
    this._next = { question };
    if (!this._isAsking) this._askAll();
  }

  /** Want nothing any more; an answer that still comes is not told. */
  stop() {
    this._next = null;
    this._generation += 1;
  }

  async _askAll() {
    this._isAsking = true;
    while (this._next) {
      const { question } = this._next;
      this._next = null;
      await this._askOne(question);
    }
    this._isAsking = false;
  }

  /** @param {Question} question */
  async _askOne(question) {
    const generation = this._generation;
    try {
      const answer = await this._parts.ask(question);
      if (generation === this._generation) this._parts.onAnswer(answer, question);
    } catch (error) {
      const isOutdated = generation !== this._generation || this._next !== null;
      if (!isOutdated) this._parts.onTrouble(error instanceof Error ? error : new Error(String(error)), question);
    }
  }
}
