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

/** Gives the one value of a parameter; null when it is not there, undefined when there are several that differ. */
export function readOne(parameters: WebhookParameters, name: string): string | null | undefined {
  const values = new Set(parameters.get(name));
  const [value = null] = values;
  return values.size > 1 ? undefined : value;
}
