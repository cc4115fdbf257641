import { ask, byId, make, setText, standFor, timeOf } from './dom.js';
import { presenceFlags } from './video.js';

const isOver = ({ tone }) => tone === 'done';
const isHere = ({ tone }) => tone === 'here' || tone === 'called';
const filters = {
  open: { keeps: (appointment) => !isOver(appointment), none: 'All appointments of today are over.' },
  here: { keeps: isHere, none: 'Nobody is waiting or being seen at the moment.' },
  all: { keeps: () => true, none: 'There are no appointments today.' },
};

/** How an appointment stands; one of another day is not in the view, and is asked for. */
export async function findAppointment(view, id) {
  const today = view.appointments.find((appointment) => appointment.id === id);
  return today ?? (await ask(`/api/appointments/${encodeURIComponent(id)}`));
}

/** Shows today's appointments. `choose` is told which one somebody wants to look at. */
export function createAppointments(choose) {
  let view = null;
  let chosenId = null;

  const create = ({ id }) => createRow(() => choose(id));
  const update = (row, appointment) => {
    const [time, patient, practitioner, state, pms] = row.children;
    const [name, flags] = patient.children;
    row.classList.toggle('chosen', appointment.id === chosenId);
    row.classList.toggle('over', isOver(appointment));
    setText(time, timeOf(appointment.startAt));
    setText(name, appointment.patient);
    name.setAttribute('aria-pressed', String(appointment.id === chosenId));
    standFor(flags, [...appointment.flags, ...presenceFlags(appointment.video)], {
      keyOf: (flag) => flag,
      create: (flag) => make('span', { class: flag === 'needs you' ? 'flag strong' : 'flag' }, flag),
    });
    setText(practitioner, appointment.practitioner);
    setText(state.firstChild, appointment.words);
    state.firstChild.className = `chip ${appointment.tone}`;
    setText(pms, appointment.pmsStatus);
  };
  const show = () => {
    if (view === null) return;
    const filter = filters[document.querySelector('input[name="filter"]:checked').value];
    const shown = view.appointments.filter(filter.keeps);
    setText(byId('day-count'), String(view.appointments.length));
    byId('day-none').hidden = shown.length > 0;
    byId('day').hidden = shown.length === 0;
    setText(byId('day-none'), view.isDayOver ? `${filter.none} Start the server again for another day.` : filter.none);
    standFor(byId('appointments'), shown, { keyOf: ({ id }) => id, create, update });
  };

  byId('filter').addEventListener('change', show);
  return {
    show: (next) => {
      view = next;
      show();
    },
    mark: (id) => {
      chosenId = id;
      show();
    },
    focus: (id) => {
      const row = [...byId('appointments').children].find((child) => child.dataset.key === id);
      (row?.querySelector('button') ?? byId('day-title')).focus();
    },
  };
}

function createRow(onChoose) {
  const name = make('button', { type: 'button', class: 'who' });
  name.addEventListener('click', onChoose);
  return make(
    'tr',
    {},
    make('td', { class: 'time' }),
    make('th', { scope: 'row' }, name, make('span', { class: 'flags' })),
    make('td', { class: 'with' }),
    make('td', { class: 'state' }, make('span', { class: 'chip' })),
    make('td', { class: 'pms' }),
  );
}
