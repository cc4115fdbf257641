import { createAppointments } from './appointments.js';
import { createConversation } from './conversation.js';
import { createBar, createTasks, showOthers } from './desk.js';
import { useTimeZone } from './dom.js';
import { createSettings } from './settings.js';

// The texts that reception asks about; the server knows more, which answer what somebody has just said.
const askable = [
  'Registration',
  'ConsiderTeleHealth',
  'CantConsiderTeleHealth',
  'VideoWelcome',
  'VideoInvite',
  'ArrivedThanks',
  'VideoThanks',
  'DoctorReady',
  'Rescheduled',
  'Modified',
  'Cancellation',
  'Received',
];

let view = null;
let chosenId = null;

const choose = (id) => {
  const appointment = view.appointments.find((other) => other.id === id);
  if (appointment === undefined) return;
  chosenId = id;
  appointments.mark(id);
  conversation.choose(appointment);
};
const bar = createBar();
const appointments = createAppointments(choose);
const tasks = createTasks(choose);
const conversation = createConversation({ leave: () => appointments.focus(chosenId) });
conversation.offer(askable);
createSettings();

const live = new EventSource('/api/live');
live.addEventListener('message', ({ data }) => {
  view = JSON.parse(data);
  useTimeZone(view.clinic.timeZone);
  bar.show(view);
  tasks.show(view);
  appointments.show(view);
  conversation.show(view);
  showOthers(view);
});
live.addEventListener('error', () => {
  bar.lost();
});
