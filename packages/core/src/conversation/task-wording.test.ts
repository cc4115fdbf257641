import { describe, expect, it } from 'vitest';
import { taskKinds } from '../task.ts';
import { taskWordings } from './task-wording.ts';

describe('the wording of a task', () => {
  it.each(taskKinds)('of %s says in sentences what happened and what to do', (kind) => {
    const { reason, nextAction } = taskWordings[kind];
    for (const sentence of [reason, nextAction]) expect(sentence).toMatch(/^[A-Z].+ .+\.$/u);
  });

  it('is urgent where a patient waits, cannot be seen as planned, or may be in danger, and nowhere else', () => {
    const urgent = taskKinds.filter((kind) => taskWordings[kind].isUrgent);
    expect(new Set(urgent)).toEqual(
      new Set([
        'urgent',
        'call-in-not-delivered',
        'doctor-ready-no-arrival',
        'not-in-session',
        'patient-is-here',
        'patient-cannot-come',
        'at-clinic-or-phone',
        'arrived-elsewhere',
        'arrived-opted-out',
        'changed-mind-late',
        'video-impossible',
        'video-unavailable',
        'alone-in-room',
        'ready-late',
        'wants-to-be-rung',
        'pms-not-updated',
        'pms-update',
      ]),
    );
  });
});
