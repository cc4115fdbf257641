import { ask, attempt, byId, make } from './dom.js';

const fields = [
  { name: 'screeningMinutes', words: 'Ask how they come, minutes before', type: 'number' },
  { name: 'inviteMinutes', words: 'Send the video link, minutes before', type: 'number' },
  { name: 'outreachFrom', words: 'Text from', type: 'time' },
  { name: 'outreachTo', words: 'Text until', type: 'time' },
  { name: 'offersVideo', words: 'We see patients by video or telephone', type: 'checkbox' },
  { name: 'cancelByText', words: 'Patients may cancel by text', type: 'checkbox' },
];

/** Lets reception change how the clinic works; read from the server whenever it is unfolded. */
export function createSettings() {
  const load = async () => {
    const { settings, practitioners } = await ask('/api/settings');
    showForm(settings);
    byId('practitioners').replaceChildren(...practitioners.map(createPractitioner));
  };
  byId('settings').addEventListener('toggle', ({ target }) => {
    if (target.open) void attempt(load);
  });
  byId('settings-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const change = Object.fromEntries(fields.map(({ name, type }) => [name, valueOf(byId(`setting-${name}`), type)]));
    void attempt(() => ask('/api/settings', change), 'The settings are saved.');
  });
}

function valueOf(input, type) {
  if (type === 'checkbox') return input.checked;
  return type === 'number' ? input.valueAsNumber : input.value;
}

function showForm(settings) {
  const rows = fields.map(({ name, words, type }) => {
    const input = make('input', {
      id: `setting-${name}`,
      type,
      required: type !== 'checkbox',
      min: type === 'number' ? '0' : null,
    });
    if (type === 'checkbox') input.checked = settings[name];
    else input.value = settings[name];
    return make('label', {}, make('span', {}, words), input);
  });
  byId('settings-form').replaceChildren(...rows, make('button', { type: 'submit', class: 'primary' }, 'Save settings'));
}

function createPractitioner({ id, name, takesVideo, room }) {
  const video = make('input', { type: 'checkbox' });
  video.checked = takesVideo;
  const note = make('input', { value: room, 'aria-label': `Where to find ${name}` });
  const save = make('button', { type: 'submit', 'aria-label': `Save ${name}` }, 'Save');
  const form = make(
    'form',
    { class: 'practitioner' },
    make('strong', {}, name),
    note,
    make('label', {}, video, ' by video'),
    save,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const change = { id, takesVideo: video.checked, room: note.value };
    void attempt(() => ask('/api/practitioners', change), `${name} is saved.`);
  });
  return make('li', {}, form);
}
