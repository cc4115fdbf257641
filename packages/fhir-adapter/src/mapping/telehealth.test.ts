import type { Appointment, Extension, Location } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';

import { anAppointment } from '../../test/clinic-day.ts';
import {
  defaultTelehealthCoding,
  eraseTelehealth,
  isVirtualLocation,
  readTelehealth,
  toTypeCode,
  writeTelehealth,
} from './telehealth.ts';

const coding = defaultTelehealthCoding;
const context = { coding, isAtVirtualLocation: false };
const link = 'https://video.example/room/1';
const videolink = 'http://hl7.org.au/fhir/StructureDefinition/telehealth-videolink';
const virtualService = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService';
const mode = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode';
const typed = (system: string, code: string): Appointment =>
  anAppointment('a1', { appointmentType: { coding: [{ system, code }] } });
const extended = (extension: Extension): Appointment => anAppointment('a1', { extension: [extension] });

describe('telehealth is read', () => {
  it.each<[string, Appointment, string, string | null]>([
    ['as unknown where nothing is said', anAppointment('a1'), 'unknown', null],
    [
      'from the type under hl7.org/au',
      typed('http://hl7.org/au/fhir/CodeSystem/AppointmentType', 'teleconsultation'),
      'video',
      null,
    ],
    [
      'from the type under hl7.org.au',
      typed('http://hl7.org.au/fhir/CodeSystem/AppointmentType', 'teleconsultation'),
      'video',
      null,
    ],
    [
      'not from another code or system',
      typed('http://terminology.hl7.org/CodeSystem/v2-0276', 'teleconsultation'),
      'unknown',
      null,
    ],
    ['as telephone from the mode', typed(mode, 'PHONE'), 'phone', null],
    ['as video from the mode', typed(mode, 'VIDEOCONF'), 'video', null],
    ['as in person from the mode', typed(mode, 'PHYSICAL'), 'in-person', null],
    ['from the link extension', extended({ url: videolink, valueUrl: link }), 'video', link],
    [
      'from the virtual service',
      extended({
        url: virtualService,
        extension: [
          { url: 'sessionKey', valueString: 'x' },
          { url: 'address', valueUrl: link },
        ],
      }),
      'video',
      link,
    ],
    [
      'without a link that is no web address',
      extended({ url: videolink, valueUrl: 'javascript:alert(1)' }),
      'video',
      null,
    ],
  ])('%s', (_, appointment, modality, videoLink) => {
    expect(readTelehealth(appointment, context)).toEqual({ modality, videoLink });
  });

  it('from a virtual place', () => {
    expect(readTelehealth(anAppointment('a1'), { coding, isAtVirtualLocation: true }).modality).toBe('video');
  });

  it('from a code of the clinic itself', () => {
    const own = { ...coding, system: 'https://clinic.example/types', code: 'TH' };
    expect(readTelehealth(typed(own.system, 'TH'), { coding: own, isAtVirtualLocation: false }).modality).toBe('video');
  });

  it('from a Location that AU Base calls virtual, by type or by physical type', () => {
    const of = (changes: Partial<Location>) => isVirtualLocation({ resourceType: 'Location', ...changes });
    expect(
      of({ type: [{ coding: [{ system: 'http://terminology.hl7.org.au/CodeSystem/location-type', code: 'VI' }] }] }),
    ).toBe(true);
    expect(
      of({
        physicalType: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'vi' }],
        },
      }),
    ).toBe(true);
    expect(of({ name: 'Collins Street' })).toBe(false);
  });
});

describe('telehealth is written', () => {
  const rich = anAppointment('a1', {
    appointmentType: { text: 'Long', coding: [{ system: 'https://clinic.example/types', code: 'LONG' }] },
    extension: [{ url: 'https://clinic.example/colour', valueString: 'red' }],
  });

  it('beside what is there, which stays', () => {
    const written = writeTelehealth(rich, { modality: 'video', link, coding });
    expect(written).toEqual({
      ...rich,
      appointmentType: {
        text: 'Long',
        coding: [...(rich.appointmentType?.coding ?? []), { system: coding.system, code: 'teleconsultation' }],
      },
      extension: [...(rich.extension ?? []), { url: videolink, valueUrl: link }],
    });
    expect(toTypeCode(written, coding)).toBe('LONG');
  });

  it('without a second code where the PMS has used the other system', () => {
    const present = typed('http://hl7.org.au/fhir/CodeSystem/AppointmentType', 'teleconsultation');
    expect(writeTelehealth(present, { modality: 'video', link: null, coding })).toEqual(present);
  });

  it('into the virtual service, whose other parts stay', () => {
    const present = extended({
      url: virtualService,
      extension: [
        { url: 'sessionKey', valueString: 'x' },
        { url: 'address', valueUrl: 'https://old.example/' },
      ],
    });
    const own = { ...coding, link: 'virtual-service' as const };
    const written = writeTelehealth(present, { modality: 'video', link, coding: own });
    expect(written.extension).toEqual([
      {
        url: virtualService,
        extension: [
          { url: 'sessionKey', valueString: 'x' },
          { url: 'address', valueUrl: link },
        ],
      },
    ]);
    expect(readTelehealth(written, { coding: own, isAtVirtualLocation: false }).videoLink).toBe(link);
  });

  it('and taken away again so that nothing but the rest remains', () => {
    for (const modality of ['video', 'phone'] as const)
      expect(eraseTelehealth(writeTelehealth(rich, { modality, link, coding }), coding)).toEqual(rich);
    const bare = anAppointment('a1');
    expect(eraseTelehealth(writeTelehealth(bare, { modality: 'video', link, coding }), coding)).toEqual(bare);
  });
});

describe('the type code', () => {
  it('is telehealth only where no other kind is given, and null where there is none', () => {
    expect(toTypeCode(typed(coding.system, 'teleconsultation'), coding)).toBe('teleconsultation');
    expect(toTypeCode(typed(mode, 'PHONE'), coding)).toBe(null);
    expect(toTypeCode(anAppointment('a1'), coding)).toBe(null);
  });
});
