import { fail } from './callbacks.js';
import { complete, enter, isComplete } from './instance.js';
import { contactsOf } from './pages.js';

/** Makes a cursor's methods wait for the rest of the wasm, where they are. */
export function patient(Cursor) {
  const { next, previous, [Symbol.asyncIterator]: reader } = Cursor.prototype;
  const waiting = new WeakSet();

  const moving = (move, has) =>
    function (onSuccess, onFailure) {
      if (isComplete()) return move.call(this, onSuccess, onFailure);
      const isThere = waiting.has(this) || this[has]();
      waiting.add(this);
      complete()
        .finally(() => waiting.delete(this))
        .then(
          () => enter(onFailure, () => move.call(this, onSuccess, onFailure)),
          (error) => fail(onFailure, error),
        );
      return isThere;
    };

  Object.assign(Cursor.prototype, {
    next: moving(next, 'hasNext'),
    previous: moving(previous, 'hasPrevious'),
    [Symbol.asyncIterator]() {
      const opening = complete().then(() => reader.call(this));
      return contactsOf(() => opening);
    },
  });
}
