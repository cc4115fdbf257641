/** What a webhook says, by Twilio's names. A name may stand there more than once. */
export type WebhookParameters = ReadonlyMap<string, readonly string[]>;

/** More than Twilio ever sends, and few enough that a forger cannot keep us busy sorting. */
const mostParameters = 256;

/** Reads a form; null when it has more parameters than Twilio sends. Nothing is trimmed, and an empty value is a value. */
export function parseForm(body: Uint8Array): WebhookParameters | null {
  const parameters = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(body))) {
    count += 1;
    if (count > mostParameters) return null;
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}

/** Reads the texts among the fields of a JSON object; null when it is none. */
export function parseJson(body: Uint8Array): WebhookParameters | null {
  let object: unknown;
  try {
    object = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return null;
  const fields = Object.entries(object as Readonly<Record<string, unknown>>);
  return new Map(fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, [value]]] : [])));
}

/** Gives the one value of a parameter; null when it is not there, undefined when there are several that differ. */
export function readOne(parameters: WebhookParameters, name: string): string | null | undefined {
  const values = new Set(parameters.get(name));
  const [value = null] = values;
  return values.size > 1 ? undefined : value;
}

/**
 * Tells whether a sender stands in the signed text behind the one that `From` names.
 *
 * Twilio signs names and values in a row without a mark between them. Who passes a request on, such as a relay, could cut the row elsewhere:
 * a text of their own that reads `Hello` and then `From` with a patient's number would become that patient's, and be signed all the same.
 * Nothing that Twilio writes behind the sender has this form, so that the last one in the row is the true one.
 */
export function hasHiddenSender(parameters: WebhookParameters): boolean {
  const behind = [...parameters.keys()]
    .filter((name) => name >= 'From')
    .sort()
    .flatMap((name) => (parameters.get(name) ?? []).map((value) => (name === 'From' ? value : name + value)));
  return /From\+\d/.test(behind.join(''));
}
