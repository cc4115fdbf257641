import { describe, expect, it } from 'vitest';
import type { Intent } from '../intent.ts';
import { templateNames } from '../template-name.ts';
import { templateExpects } from './template-expects.ts';

const textsAnsweredBy = (intent: Intent): readonly string[] =>
  templateNames.filter((name) => templateExpects[name].includes(intent)).sort();

const screening = ['ConsiderTeleHealth', 'ScreeningDontUnderstand'];
const comingIn = ['CantConsiderTeleHealth', 'ScreeningNoToVideo', 'ArrivingDontUnderstand'];
const byVideo = ['ScreeningYesToVideo', 'VideoWelcome', 'VideoInvite', 'VideoDontUnderstand'];
const reminding = ['Booked', 'Reminder', 'FamilyReminder'];

describe('the texts that a reply answers', () => {
  it.each([
    ['arrived', [...screening, ...comingIn, ...byVideo, 'AtClinicOrPhone']],
    ['ready', [...byVideo, 'AtClinicOrPhone']],
    ['yes', [...screening, 'ScreeningNoToVideo', 'ConfirmCancel']],
    ['no', [...screening, ...byVideo, 'ConfirmCancel']],
    ['late', [...screening, ...comingIn, ...byVideo]],
    ['reschedule', [...screening, ...comingIn, ...byVideo]],
    ['cancel', [...screening, ...comingIn, ...byVideo, ...reminding, 'ConfirmCancel']],
    ['confirm', reminding],
    ['undo', ['Cancellation']],
    ['choice', [...reminding, 'WhichAppointment']],
  ] as const)('with *%s* are %j', (intent, texts) => {
    expect(textsAnsweredBy(intent)).toEqual([...texts].sort());
  });

  it('are no others: what only tells opens no question', () => {
    const asking = new Set<string>([...screening, ...comingIn, ...byVideo, ...reminding]);
    for (const name of ['AtClinicOrPhone', 'Cancellation', 'WhichAppointment', 'ConfirmCancel']) asking.add(name);
    expect(templateNames.filter((name) => templateExpects[name].length > 0).sort()).toEqual([...asking].sort());
  });
});
