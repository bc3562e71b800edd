// The calls of the page that have no reply yet, from whichever tab they are to get it.

const LOST = 'The tab that had the contacts was closed before it replied.';

export class Calls {
  #open = new Map();
  #reply;
  #post;

  /** @param {(reply: object) => void} reply tells the page */
  constructor(reply) {
    this.#reply = reply;
  }

  ask(call) {
    if (call.giveUp) this.#open.delete(call.id);
    else this.#open.set(call.id, { call, isTaken: false });
    this.#post?.(call);
  }

  /**
   * From now on somebody else replies. What nobody took is asked again; what was taken may be done or not, as when a
   * connection breaks.
   */
  turnTo(post) {
    this.#post = post;
    for (const { call, isTaken } of [...this.#open.values()]) {
      if (isTaken) this.hear({ id: call.id, failure: LOST });
      else post(call);
    }
  }

  /** From now on the site of this tab replies. */
  turnToSite(site) {
    this.turnTo((call) => site.take(call.id, call, (reply) => this.hear({ id: call.id, ...reply })));
  }

  /** A reply, or the word that a call is taken. */
  hear({ isTaken, ...reply }) {
    const open = this.#open.get(reply.id);
    if (!open) return;
    if (isTaken) {
      open.isTaken = true;
      return;
    }
    this.#open.delete(reply.id);
    this.#reply(reply);
  }
}
