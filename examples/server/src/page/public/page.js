import { createAppointments, findAppointment } from './appointments.js';
import { createConversation } from './conversation.js';
import { createBar, createTasks, showOthers } from './desk.js';
import { attempt, useTime } from './dom.js';
import { createReminders } from './reminders.js';
import { createSettings } from './settings.js';

// The texts that reception asks about; the server knows more, which answer what somebody has just said.
const askable = [
  'Booked',
  'Reminder',
  'FamilyReminder',
  'Confirmed',
  'NoShow',
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

const choose = async (id) => {
  chosenId = id;
  const appointment = await findAppointment(view, id);
  if (chosenId !== id) return;
  appointments.mark(id);
  conversation.choose(appointment);
};
const tryToChoose = (id) => void attempt(() => choose(id));
const bar = createBar();
const appointments = createAppointments(tryToChoose);
const tasks = createTasks(tryToChoose);
const reminders = createReminders(tryToChoose);
const conversation = createConversation({ leave: () => appointments.focus(chosenId) });
conversation.offer(askable);
createSettings();

const live = new EventSource('/api/live');
live.addEventListener('message', ({ data }) => {
  view = JSON.parse(data);
  useTime(view.clinic.timeZone, view.clock.now);
  bar.show(view);
  tasks.show(view);
  appointments.show(view);
  conversation.show(view);
  reminders.refresh();
  showOthers(view);
});
live.addEventListener('error', () => {
  bar.lost();
});
