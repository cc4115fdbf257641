import { ask, attempt, byId, make, momentOf, say, setText, standFor } from './dom.js';

const lookMs = 1_000;
const decidedMs = 1_500;
/** Time passes without any news of the day. */
const againMs = 30_000;

/** Shows which reminders go out today and tomorrow, read from the server while it is unfolded. `choose` is told whose texts somebody wants to see. */
export function createReminders(choose) {
  const card = byId('reminders');
  let loadedAt = -Infinity;
  let hasNews = false;
  const load = async () => {
    loadedAt = performance.now();
    hasNews = false;
    show(await ask('/api/reminders'), { choose, load });
  };
  card.addEventListener('toggle', () => {
    if (card.open) void attempt(load);
  });
  setInterval(() => {
    if (card.open && (hasNews || performance.now() - loadedAt >= againMs)) void load().catch(() => undefined);
  }, lookMs);
  return {
    /** The day has changed. */
    refresh: () => {
      hasNews = true;
    },
  };
}

function show({ hasRules, appointments }, { choose, load }) {
  byId('reminders-table').hidden = appointments.length === 0;
  byId('reminders-none').hidden = appointments.length > 0;
  setText(
    byId('reminders-none'),
    hasRules ? 'Nobody is to be reminded today or tomorrow.' : 'The clinic has set no reminders.',
  );
  standFor(byId('reminders-rows'), appointments, {
    keyOf: ({ id }) => id,
    create: ({ id, patient }) => createRow({ id, patient, choose, load }),
    update,
  });
}

/** Gives what has become of it, in words. */
async function sendNow(id) {
  const asked = await ask('/api/reminders/send', { appointmentId: id });
  if (asked.answer !== 'waiting') return wordsOf(asked);
  // The hours, and how many a number gets, are looked at when it is about to leave.
  await new Promise((resolve) => setTimeout(resolve, decidedMs));
  return wordsOf(await ask(`/api/appointments/${encodeURIComponent(id)}/why?template=Reminder`));
}

function wordsOf({ reason, at }) {
  return at === null ? reason : `${reason} (${momentOf(at)})`;
}

function createRow({ id, patient, choose, load }) {
  const name = make('button', { type: 'button', class: 'who', dir: 'auto', onclick: () => choose(id) }, patient);
  const send = make('button', { type: 'button', 'aria-label': `Send now: ${patient}` }, 'Send now');
  send.addEventListener('click', () => {
    void attempt(async () => {
      say(await sendNow(id));
      await load();
    });
  });
  return make(
    'tr',
    {},
    make('td', { class: 'time' }),
    make('th', { scope: 'row' }, name),
    make('td', { class: 'with' }),
    make('td', { class: 'act' }, send),
  );
}

function update(row, { at, remark, startAt, practitioner, canBeSent }) {
  const [when, , appointment, act] = row.children;
  const times = at.map(momentOf).join('; ');
  setText(when, [...(times === '' ? [] : [times]), ...(remark === null ? [] : [remark])].join(' · '));
  setText(appointment, `${momentOf(startAt)} with ${practitioner}`);
  act.firstChild.hidden = !canBeSent;
}
