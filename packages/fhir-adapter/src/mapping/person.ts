import type { Patient, Practitioner } from '@clinicarrivals/core';
import type { HumanName, Patient as FhirPatient, Practitioner as FhirPractitioner } from 'fhir/r4.js';

import { chooseMobile, isCurrent } from './telecom.ts';

/** Maps a Patient. Whoever cannot be texted is still a patient, with the reason. */
export async function toPatient(
  resource: FhirPatient,
  context: { readonly id: string; readonly display: string | null; readonly country: string; readonly now: number },
): Promise<Patient> {
  const name = chooseName(resource.name ?? [], context.now);
  const fullName = toFullName(name, { withTitle: false }) || context.display || `Patient ${context.id}`;
  const mobile = await chooseMobile(resource.telecom ?? [], context);
  const barred = toBar(resource);
  return {
    id: context.id,
    name: fullName,
    firstName: toFirst(name?.given) || fullName,
    mobile,
    mayBeTexted: barred === null,
    notTextedReason: barred ?? (mobile === null ? 'no mobile number' : null),
    language: toLanguage(resource),
  };
}

/** Maps a Practitioner; null when neither the resource nor the appointment gives a name. */
export function toPractitioner(
  resource: FhirPractitioner | null,
  context: { readonly id: string; readonly display: string | null; readonly now: number },
): Practitioner | null {
  const name = chooseName(resource?.name ?? [], context.now);
  const fullName = toFullName(name, { withTitle: true }) || context.display;
  if (!fullName) return null;
  return {
    id: context.id,
    name: fullName,
    lastName: name?.family?.trim() || (fullName.split(/\s+/).at(-1) ?? fullName),
  };
}

const usePreference: readonly (HumanName['use'] | undefined)[] = [
  'official',
  'usual',
  undefined,
  'temp',
  'nickname',
  'anonymous',
];

/** Official before usual before others; `old` and `maiden` only where there is nothing else. */
function chooseName(names: readonly HumanName[], now: number): HumanName | null {
  const toOrder = (name: HumanName): number => {
    const place = usePreference.indexOf(name.use);
    return (place === -1 ? usePreference.length : place) + (isCurrent(name.period, now) ? 0 : 100);
  };
  const named = names.filter((name) => toFullName(name, { withTitle: false }) !== '');
  return named.toSorted((a, b) => toOrder(a) - toOrder(b))[0] ?? null;
}

function toFullName(name: HumanName | null, options: { readonly withTitle: boolean }): string {
  if (name === null) return '';
  const bare = [...(name.given ?? []), name.family ?? ''].map((part) => part.trim()).filter(Boolean);
  if (bare.length === 0) return name.text?.trim() ?? '';
  const titles = options.withTitle ? (name.prefix ?? []).map((part) => part.trim()).filter(Boolean) : [];
  return [...titles, ...bare].join(' ');
}

function toFirst(given: readonly string[] | undefined): string {
  return given?.find((part) => part.trim() !== '')?.trim() ?? '';
}

function toBar(resource: FhirPatient): string | null {
  if (resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined) return 'the record says deceased';
  if (resource.link?.some((link) => link.type === 'replaced-by')) return 'the record was merged into another';
  if (resource.active === false) return 'the record is inactive';
  return null;
}

function toLanguage(resource: FhirPatient): string | null {
  const preferred = resource.communication?.find((entry) => entry.preferred === true) ?? null;
  const code = preferred?.language.coding?.find((coding) => coding.code !== undefined)?.code ?? null;
  return code !== null && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(code) ? code : null;
}
