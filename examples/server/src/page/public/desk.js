import { ask, attempt, byId, make, momentOf, secondsOf, setText, dateOf, standFor, timeOf } from './dom.js';

/** Shows what needs a person; `choose` is told whose appointment somebody wants to look at. */
export function createTasks(choose) {
  const list = byId('tasks');
  const resolve = async (id, row) => {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (await attempt(() => ask('/api/tasks/resolve', { id }), 'Done, the task is settled.'))
      (next?.querySelector('.primary') ?? byId('tasks-title')).focus();
  };
  const create = ({ id, about, appointmentId, reason, nextAction }) => {
    const row = make('li', { class: 'task' });
    const whoWords = about ?? 'The clinic';
    const who =
      appointmentId === null
        ? make('strong', {}, whoWords)
        : make('button', { type: 'button', class: 'link', onclick: () => choose(appointmentId) }, whoWords);
    const done = make('button', { type: 'button', class: 'primary', 'aria-label': `Done: ${reason}` }, 'Done');
    done.addEventListener('click', () => void resolve(id, row));
    row.append(
      make(
        'div',
        {},
        make('p', {}, who, make('span', { class: 'since' })),
        make('p', {}, reason),
        make('p', { class: 'next' }, nextAction),
      ),
      done,
    );
    return row;
  };
  const update = (row, { isUrgent, isEscalated, raisedAt }) => {
    row.classList.toggle('urgent', isUrgent);
    setText(row.querySelector('.since'), ` since ${momentOf(raisedAt)}${isEscalated ? ', waiting too long' : ''}`);
  };
  return {
    show: ({ tasks }) => {
      setText(byId('tasks-count'), tasks.length === 0 ? '' : String(tasks.length));
      byId('tasks-none').hidden = tasks.length > 0;
      standFor(list, tasks, { keyOf: ({ id }) => id, create, update });
    },
  };
}

/** Shows who texted without an appointment, and who is not texted and why. */
export function showOthers({ unknown, notServed }) {
  byId('unknown-card').hidden = unknown.length === 0;
  setText(byId('unknown-count'), String(unknown.length));
  standFor(byId('unknown'), unknown, {
    keyOf: ({ from, storedAt }) => `${from} ${storedAt}`,
    create: ({ from, body, storedAt }) =>
      make(
        'li',
        {},
        make('span', { class: 'time' }, momentOf(storedAt)),
        ' ',
        make('strong', {}, from),
        ` ${body ?? '(deleted)'}`,
      ),
  });
  byId('not-served-card').hidden = notServed.length === 0;
  setText(byId('not-served-count'), String(notServed.length));
  standFor(byId('not-served'), notServed, {
    keyOf: ({ appointmentId, reason, startAt }) => `${appointmentId} ${startAt} ${reason}`,
    create: ({ appointmentId, reason, patientName, startAt }) =>
      make(
        'li',
        {},
        make('span', { class: 'time' }, startAt === null ? '' : `${timeOf(startAt)} `),
        make('strong', { dir: 'auto' }, patientName ?? appointmentId),
        ` ${reason}`,
      ),
  });
}

const partWords = { pms: 'PMS', gateway: 'texts out', inbound: 'texts in', video: 'video', storage: 'database' };

/** Shows clinic, time, speed and health. */
export function createBar() {
  let clock = null;
  const tick = () => {
    if (clock === null) return;
    const at = clock.now + (performance.now() - clock.seenAt) * (clock.speed ?? 1);
    setText(byId('clock'), secondsOf(at));
    setText(byId('date'), dateOf(at));
  };
  setInterval(tick, 250);
  byId('speed').addEventListener('change', ({ target }) => {
    const speed = Number(target.value);
    void attempt(
      () => ask('/api/simulation/speed', { speed }),
      speed === 0 ? 'Time stands still.' : `Time runs at ${speed} times.`,
    );
  });
  const showHealth = (isHealthy, words) => {
    byId('health').className = isHealthy ? 'health well' : 'health ill';
    setText(byId('health-words'), words);
  };
  return {
    show: ({ clinic, mode, isPushed, clock: shown, health }) => {
      clock = { ...shown, seenAt: performance.now() };
      tick();
      setText(byId('clinic'), clinic.name);
      document.title = `${clinic.name} · waiting room`;
      const real = `Real patients, real texts. ${isPushed ? 'The EHR pushes its appointments' : 'Appointments are read from the PMS'}`;
      setText(byId('mode'), mode === 'real' ? real : 'Simulation: nobody is texted');
      byId('speed').hidden = shown.speed === null;
      for (const input of byId('speed').querySelectorAll('input')) input.checked = Number(input.value) === shown.speed;
      const down = Object.entries(health.parts).filter(([, part]) => !part.isUp);
      const words = down.map(([part, { since }]) => `${partWords[part] ?? part} down since ${timeOf(since)}`);
      showHealth(health.isHealthy, health.isHealthy ? 'All well' : words.join(', '));
    },
    lost: () => showHealth(false, 'No connection, trying again …'),
  };
}
