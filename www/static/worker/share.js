// Several tabs, one site. The tab that comes first has it, as only one can have its files, and replies to all; when it is
// closed, the next one takes over.

/** A tab that gives no sign for so many milliseconds does not respond. */
const PATIENCE = 3000;
const ME = String(Math.random());

/**
 * @param {string} name of the site
 * @param {import('./calls.js').Calls} calls of this tab's page
 * @param {(tell: (state: object) => void) => import('./site.js').Site} open opens the site in this tab
 * @param {(state: object) => void} tell tells the page how the site is
 */
export function share(name, calls, open, tell) {
  const channel = new BroadcastChannel(name);
  const stop = follow(channel, calls, tell);
  navigator.locks.request(name, () => {
    stop();
    lead(channel, calls, open, tell);
    // For as long as the tab is there.
    return new Promise(() => {});
  });
}

/** Asks whoever has the site. */
function follow(channel, calls, tell) {
  let leader;
  let state;
  let timer;
  let isSilent = false;

  const send = (message) => {
    channel.postMessage({ from: ME, ...message });
    timer ??= setTimeout(() => {
      isSilent = true;
      tell({ isSilent });
    }, PATIENCE);
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  channel.onmessage = ({ data }) => {
    if (data.joins || (data.to && data.to !== ME)) return;
    stop();
    if (data.leads) state = data.state;
    if (state && (data.leads || isSilent)) tell(state);
    isSilent = false;
    if (data.reply) calls.hear(data.reply);
    if (data.leads && data.leads !== leader) {
      leader = data.leads;
      calls.turnTo((call) => send({ to: leader, call }));
    }
  };
  send({ joins: true });
  return stop;
}

/** Has the site, and replies to all tabs. */
function lead(channel, calls, open, tell) {
  let state;
  const announce = () => channel.postMessage({ leads: ME, state });
  const site = open((changed) => {
    state = changed;
    tell(state);
    announce();
  });
  channel.onmessage = ({ data: { joins, to, from, call } }) => {
    if (joins) announce();
    // What is for this tab and no call is a late reply of the tab before: `turnTo` has seen to its call.
    if (to !== ME || !call) return;
    const reply = (message) => channel.postMessage({ to: from, reply: { id: call.id, ...message } });
    site.take(`${from} ${call.id}`, call, reply);
  };
  calls.turnToSite(site);
  announce();
}
