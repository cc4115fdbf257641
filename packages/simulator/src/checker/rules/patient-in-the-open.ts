import type { DayHistory } from '../day-history.ts';
import type { Finding, Rule } from '../violation.ts';

/** No URL of the PMS carries a name or a number. */
export const patientInUrl: Rule = {
  name: 'patient-in-url',
  promise: 'P10',
  check: (day) => findPatients(day, day.observed.requests ?? [], 'a request to the PMS'),
};

/** No log line carries a name, a number or the words of a text. */
export const patientInLog: Rule = {
  name: 'patient-in-log',
  promise: 'P10',
  check: (day) => findPatients(day, day.observed.logLines ?? [], 'a log line'),
};

// Shorter words are found by chance in ids and codes.
const shortestName = 3;

function findPatients(day: DayHistory, lines: readonly string[], where: string): readonly Finding[] {
  const secrets = new Set<string>();
  for (const { given, family, phone } of day.people()) {
    for (const word of [given, family]) if (word.length >= shortestName) secrets.add(word.toLowerCase());
    if (phone !== null) secrets.add(phone.replace(/^\+/, ''));
  }
  return lines.flatMap((line, index): Finding[] => {
    const words = new Set(
      decode(line)
        .toLowerCase()
        .split(/[^\p{L}\p{N}']+/u),
    );
    const isOpen = [...secrets].some((secret) => words.has(secret));
    // The evidence says where to look; repeating what is there would spread it.
    return isOpen ? [{ at: 0, appointment: null, evidence: `${where} (number ${index + 1}) names a patient` }] : [];
  });
}

function decode(line: string): string {
  try {
    return decodeURIComponent(line);
  } catch {
    return line;
  }
}
