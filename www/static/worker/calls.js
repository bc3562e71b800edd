// What the page has asked and got no answer to, whoever is to answer.

const LOST = 'The tab that had the contacts was closed before it answered.';

export class Calls {
  #open = new Map();
  #answer;
  #post;

  /** @param {(answer: object) => void} answer tells the page */
  constructor(answer) {
    this.#answer = answer;
  }

  ask(call) {
    if (call.giveUp) this.#open.delete(call.id);
    else this.#open.set(call.id, { call, isTaken: false });
    this.#post?.(call);
  }

  /**
   * From now on somebody else answers. What nobody took is asked again; what was taken may be done or not, as when a
   * connection breaks.
   */
  turnTo(post) {
    this.#post = post;
    for (const { call, isTaken } of [...this.#open.values()]) {
      if (isTaken) this.hear({ id: call.id, failure: LOST });
      else post(call);
    }
  }

  /** From now on the site of this tab answers. */
  turnToSite(site) {
    this.turnTo((call) => site.take(call.id, call, (answer) => this.hear({ id: call.id, ...answer })));
  }

  /** An answer, or the word that a call is taken. */
  hear({ isTaken, ...answer }) {
    const open = this.#open.get(answer.id);
    if (!open) return;
    if (isTaken) {
      open.isTaken = true;
      return;
    }
    this.#open.delete(answer.id);
    this.#answer(answer);
  }
}
