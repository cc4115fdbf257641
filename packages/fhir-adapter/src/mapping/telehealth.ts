import type { Modality } from '@clinicarrivals/core';
import type { Appointment, Coding, Extension, Location } from 'fhir/r4.js';

/** How telehealth is written into an Appointment. The codes of both published systems are read in any case. */
export interface TelehealthCoding {
  /** System of the code in `appointmentType`. */
  readonly system: string;
  readonly code: string;
  /** Where the link goes: the ClinicArrivals extension, or R5's `virtualService` as an R4 extension. */
  readonly link: 'videolink' | 'virtual-service';
}

/** The same meaning under the two addresses that have been published for it. */
const systems = [
  'http://hl7.org/au/fhir/CodeSystem/AppointmentType',
  'http://hl7.org.au/fhir/CodeSystem/AppointmentType',
];
const code = 'teleconsultation';
/** Tells telephone from video, and says in person outright: http://terminology.hl7.org/CodeSystem/v3-ParticipationMode */
const modeSystem = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode';
const linkUrls = {
  videolink: 'http://hl7.org.au/fhir/StructureDefinition/telehealth-videolink',
  'virtual-service': 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService',
} as const;

/** What applies unless the options say otherwise. */
export const defaultTelehealthCoding: TelehealthCoding = {
  system: 'http://hl7.org/au/fhir/CodeSystem/AppointmentType',
  code,
  link: 'videolink',
};

/** What an Appointment says about how patient and practitioner meet. */
export interface Telehealth {
  readonly modality: Modality | 'unknown';
  readonly videoLink: string | null;
}

/** Reads the modality and the link in every known way. The telephone must be said outright; other telehealth is video. */
export function readTelehealth(
  appointment: Appointment,
  context: { readonly coding: TelehealthCoding; readonly isAtVirtualLocation: boolean },
): Telehealth {
  const codings = appointment.appointmentType?.coding ?? [];
  const modes = new Set(codings.filter((coding) => coding.system === modeSystem).map((coding) => coding.code));
  const videoLink = readLink(appointment, context.coding);
  if (modes.has('PHONE')) return { modality: 'phone', videoLink };
  const isTelehealth =
    modes.has('VIDEOCONF') ||
    codings.some((coding) => isTelehealthCoding(coding, context.coding)) ||
    (appointment.extension ?? []).some(isLinkExtension) ||
    context.isAtVirtualLocation;
  if (isTelehealth) return { modality: 'video', videoLink };
  return { modality: modes.has('PHYSICAL') ? 'in-person' : 'unknown', videoLink: null };
}

/** Writes the modality and, unless null, the link; everything else in the Appointment stays as it is. */
export function writeTelehealth(
  appointment: Appointment,
  change: {
    readonly modality: Exclude<Modality, 'in-person'>;
    readonly link: string | null;
    readonly coding: TelehealthCoding;
  },
): Appointment {
  const kept = (appointment.appointmentType?.coding ?? []).filter((coding) => coding.system !== modeSystem);
  const codings = kept.some((coding) => isTelehealthCoding(coding, change.coding))
    ? kept
    : [...kept, { system: change.coding.system, code: change.coding.code }];
  // A bare teleconsultation reads as video, so only the telephone needs a mode of its own.
  const mode = change.modality === 'phone' ? [{ system: modeSystem, code: 'PHONE' }] : [];
  const changed = {
    ...appointment,
    appointmentType: { ...appointment.appointmentType, coding: [...codings, ...mode] },
  };
  return change.link === null ? changed : writeLink(changed, change.link, change.coding);
}

/** Takes away every known sign of telehealth but the place, which is the participants' business. */
export function eraseTelehealth(appointment: Appointment, coding: TelehealthCoding): Appointment {
  const { appointmentType, extension, ...rest } = appointment;
  const codings = appointmentType?.coding?.filter(
    (entry) => !isTelehealthCoding(entry, coding) && !(entry.system === modeSystem && entry.code !== 'PHYSICAL'),
  );
  const extensions = extension?.filter((entry) => !isLinkExtension(entry)) ?? [];
  const { coding: _, ...type } = appointmentType ?? {};
  const keptType = codings !== undefined && codings.length > 0 ? { ...type, coding: codings } : type;
  return {
    ...rest,
    ...(Object.keys(keptType).length === 0 ? {} : { appointmentType: keptType }),
    ...(extensions.length === 0 ? {} : { extension: extensions }),
  };
}

/** The code of `appointmentType` that says what kind of visit it is, before the one that only says telehealth. */
export function toTypeCode(appointment: Appointment, coding: TelehealthCoding): string | null {
  const codings = (appointment.appointmentType?.coding ?? []).filter((entry) => entry.system !== modeSystem);
  const kind = codings.find((entry) => entry.code !== undefined && !isTelehealthCoding(entry, coding));
  return kind?.code ?? codings.find((entry) => entry.code !== undefined)?.code ?? null;
}

/** Tells whether a Location is virtual as AU Base codes it. */
export function isVirtualLocation(location: Location): boolean {
  const isType = (location.type ?? []).some((type) =>
    type.coding?.some(
      (entry) => entry.system === 'http://terminology.hl7.org.au/CodeSystem/location-type' && entry.code === 'VI',
    ),
  );
  const isPhysical = location.physicalType?.coding?.some(
    (entry) => entry.system === 'http://terminology.hl7.org/CodeSystem/location-physical-type' && entry.code === 'vi',
  );
  return isType || isPhysical === true;
}

function isTelehealthCoding(entry: Coding, coding: TelehealthCoding): boolean {
  if (entry.system === coding.system && entry.code === coding.code) return true;
  return entry.code === code && systems.includes(entry.system ?? '');
}

function isLinkExtension(extension: Extension): boolean {
  return extension.url === linkUrls.videolink || extension.url === linkUrls['virtual-service'];
}

/** The link where we would write it comes first, so that what we wrote is what we read. */
function readLink(appointment: Appointment, coding: TelehealthCoding): string | null {
  const extensions = appointment.extension ?? [];
  const ours = extensions.filter((extension) => extension.url === linkUrls[coding.link]);
  const links = [...ours, ...extensions.filter(isLinkExtension)].map((extension) =>
    extension.url === linkUrls.videolink
      ? (extension.valueUrl ?? extension.valueUri ?? extension.valueString)
      : extension.extension
          ?.map((part) => (part.url.startsWith('address') ? (part.valueUrl ?? part.valueString) : undefined))
          .find(Boolean),
  );
  return links.find((link): link is string => link !== undefined && isWebAddress(link)) ?? null;
}

function writeLink(appointment: Appointment, link: string, coding: TelehealthCoding): Appointment {
  const url = linkUrls[coding.link];
  const extensions = appointment.extension ?? [];
  const present = extensions.find((extension) => extension.url === url);
  const address: Extension = { url: 'address', valueUrl: link };
  const otherParts = present?.extension?.filter((part) => !part.url.startsWith('address')) ?? [];
  const written: Extension =
    coding.link === 'videolink' ? { url, valueUrl: link } : { url, extension: [...otherParts, address] };
  return { ...appointment, extension: [...extensions.filter((extension) => extension.url !== url), written] };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
