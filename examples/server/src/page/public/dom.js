/** Finds the one element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** Makes an element; children may be texts. Texts are never read as HTML. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** Sets a text only where it differs, so that a selection or a screen reader is not disturbed for nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes the children of a parent stand for items: those that stay are kept, and with them focus and what is open. */
export function standFor(parent, items, { keyOf, create, update }) {
  const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    let child = before.get(key);
    if (child === undefined) {
      child = create(item);
      child.dataset.key = key;
    }
    before.delete(key);
    update?.(child, item);
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
  for (const child of before.values()) child.remove();
}

/** Asks the server. Throws with its words when it refuses. */
export async function ask(path, change) {
  const response = await fetch(
    path,
    change === undefined
      ? {}
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(change) },
  );
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? 'That did not work.');
  return answer;
}

/** Says what has happened, to the eye and to a screen reader. */
export function say(text) {
  byId('said').textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => byId('said').replaceChildren(), 6_000);
}

let silence = null;

/** Does something, and says what went wrong if it does not work. Gives whether it worked. */
export async function attempt(work, done) {
  try {
    await work();
    if (done !== undefined) say(done);
    return true;
  } catch (error) {
    say(error instanceof TypeError ? 'The server cannot be reached.' : error.message);
    return false;
  }
}

let formats = null;
let today = '';

/** Chooses the clinic's zone: times are the clinic's, wherever the page is read; and `now`, by which today is known. */
export function useTime(timeZone, now) {
  useTimeZone(timeZone);
  today = dateOf(now);
}

function useTimeZone(timeZone) {
  if (formats?.timeZone === timeZone) return;
  const make = (options) => new Intl.DateTimeFormat('en-AU', { timeZone, ...options });
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  formats = {
    timeZone,
    time: make(time),
    seconds: make({ ...time, second: '2-digit' }),
    date: make({ weekday: 'long', day: 'numeric', month: 'long' }),
  };
}

export const timeOf = (at) => formats.time.format(at);
export const secondsOf = (at) => formats.seconds.format(at);
export const dateOf = (at) => formats.date.format(at);

/** The time, and the day where that is not today: of today the time alone says enough. */
export const momentOf = (at) => (dateOf(at) === today ? timeOf(at) : `${dateOf(at)}, ${timeOf(at)}`);

/** `ConsiderTeleHealth` as `Consider tele health`. */
export function spaced(name) {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
