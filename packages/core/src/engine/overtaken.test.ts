import { describe, expect, it } from 'vitest';
import type { Appointment } from '../appointment.ts';
import type { MemoryAppointmentStore } from '../memory/memory-appointment-store.ts';
import { runningClinic } from '../testing/running-clinic.ts';
import { isOlder } from './is-older.ts';

const hour = 60 * 60_000;

/** Amelia, who is booked for 10:10, has been asked whether she would meet by video: at seven, or `isSoon` shortly before. */
async function asked({ isSoon = false } = {}) {
  const running = await runningClinic();
  const { clock, pms } = running.clinic.parts;
  clock.advance(10 * 60_000);
  await running.pass(12);
  if (isSoon) {
    clock.advance(2.8 * hour);
    await running.pass(12);
  }
  const id = running.clinic.parts.idOf('Amelia');
  const present = async (): Promise<Appointment> => {
    const appointment = await pms.read({ id });
    if (appointment === null) throw new Error('no appointment');
    return appointment;
  };
  const put = async (change: Partial<Appointment>): Promise<void> => void pms.put({ ...(await present()), ...change });
  return { ...running, pms, id, present, put };
}

/** The PMS makes the next write at once; its answer comes when the returned function is called. */
function holdAnswer(pms: MemoryAppointmentStore, act: 'markArrived' | 'setTelehealth'): () => void {
  const real = { ...pms };
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const held = async (write: Promise<Appointment>): Promise<Appointment> => {
    Object.assign(pms, real);
    const written = await write;
    await promise;
    return written;
  };
  if (act === 'markArrived') pms.markArrived = (query) => held(real.markArrived(query));
  else pms.setTelehealth = (query) => held(real.setTelehealth(query));
  return () => resolve(undefined);
}

/** The next listing is made at once; its answer comes when the returned function is called. */
function holdListing(pms: MemoryAppointmentStore): () => void {
  const real = { ...pms };
  const { promise, resolve } = Promise.withResolvers<undefined>();
  pms.list = async (query) => {
    Object.assign(pms, real);
    const listing = await real.list({ ...query, token: null });
    await promise;
    return listing;
  };
  return () => resolve(undefined);
}

describe('a listing that an acknowledged write has overtaken', () => {
  it("takes nobody's arrival back, and the call-in goes out", async () => {
    const { clinic, arrivals, message, pass, kinds, pms, put } = await asked({ isSoon: true });
    const answer = holdListing(pms);
    await pass(11);
    await arrivals.receive(message('arrived'));
    await pass(1);
    answer();
    await pass(3);
    await put({ status: 'fulfilled' });
    await pass(15);
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ArrivedThanks', 'DoctorReady']);
    expect(await clinic.then.openTasks()).toEqual([]);
    await arrivals.stop();
  });

  it('does not tell who chose video to come in', async () => {
    const { arrivals, message, pass, kinds, pms } = await asked();
    const answer = holdListing(pms);
    await pass(11);
    await arrivals.receive(message('yes'));
    await pass(2);
    answer();
    await pass(30);
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ScreeningYesToVideo']);
    await arrivals.stop();
  });
});

describe('an acknowledgement that a scan has overtaken', () => {
  it('does not send back to waiting who was called in', async () => {
    const { clinic, arrivals, message, pass, kinds, pms, put } = await asked({ isSoon: true });
    const answer = holdAnswer(pms, 'markArrived');
    await arrivals.receive(message('arrived'));
    await pass(1);
    await put({ status: 'fulfilled' });
    await pass(12);
    answer();
    await pass(30);
    expect(await clinic.then.stateOf('Amelia')).toBe('called');
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'DoctorReady']);
    await arrivals.stop();
  });

  it('does not reopen what was cancelled', async () => {
    const { clinic, arrivals, message, pass, kinds, pms, put } = await asked({ isSoon: true });
    const answer = holdAnswer(pms, 'markArrived');
    await arrivals.receive(message('arrived'));
    await pass(1);
    await put({ status: 'cancelled' });
    await pass(12);
    answer();
    await pass(60);
    expect(await clinic.then.stateOf('Amelia')).toBe('held');
    expect(kinds()).toEqual(['ConsiderTeleHealth']);
    await arrivals.stop();
  });

  it('does not hide a move', async () => {
    const { clinic, arrivals, message, pass, kinds, pms, put, present, id } = await asked();
    const answer = holdAnswer(pms, 'setTelehealth');
    await arrivals.receive(message('yes'));
    await pass(1);
    const { startAt, endAt } = await present();
    await put({ startAt: startAt + hour, endAt: endAt + hour });
    await pass(12);
    answer();
    await pass(30);
    expect((await clinic.parts.store.conversation({ appointmentId: id }))?.startAt).toBe(startAt + hour);
    // The news waits for the hours in which patients are texted.
    clinic.parts.clock.advance(hour);
    await pass(12);
    expect(kinds()).toContain('Rescheduled');
    await arrivals.stop();
  });
});

describe('a no while the write of the yes before it is under way', () => {
  it('stands, also when a scan sees our write before it is taken back', async () => {
    const { clinic, arrivals, message, pass, kinds, pms, present, idle } = await asked();
    const answer = holdAnswer(pms, 'setTelehealth');
    await arrivals.receive(message('yes'));
    await idle();
    await arrivals.receive(message('no'));
    await pass(12);
    answer();
    await pass(15);
    expect(await clinic.then.stateOf('Amelia')).toBe('expected');
    expect((await present()).modality).toBe('unknown');
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo']);
    await arrivals.stop();
  });

  it('is not followed by the text that confirms the yes', async () => {
    const { arrivals, message, pass, kinds, pms, idle } = await asked();
    const answer = holdAnswer(pms, 'setTelehealth');
    await arrivals.receive(message('yes'));
    await idle();
    await arrivals.receive(message('no'));
    await pass(3);
    answer();
    await pass(15);
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo']);
    await arrivals.stop();
  });

  it('does not keep reception from setting telehealth afterwards', async () => {
    const { clinic, arrivals, message, pass, put } = await asked();
    await arrivals.receive(message('no'));
    await pass(12);
    await put({ modality: 'video' });
    await pass(12);
    expect(await clinic.then.stateOf('Amelia')).toBe('remote-scheduled');
    await arrivals.stop();
  });
});

describe('isOlder', () => {
  it('goes by what the PMS says of its changes, and by the time of reading where that says nothing', async () => {
    const { present, arrivals } = await asked();
    const one = { ...(await present()), changedAt: 5, readAt: 9 };
    expect(isOlder(one, { ...one, changedAt: 6, readAt: 1 })).toBe(true);
    expect(isOlder(one, { ...one, changedAt: 4, readAt: 10 })).toBe(false);
    expect(isOlder(one, { ...one, readAt: 10 })).toBe(true);
    expect(isOlder(one, one)).toBe(false);
    expect(isOlder({ ...one, changedAt: null }, { ...one, readAt: 10 })).toBe(true);
    expect(isOlder({ ...one, changedAt: null }, { ...one, readAt: 8 })).toBe(false);
    await arrivals.stop();
  });
});
