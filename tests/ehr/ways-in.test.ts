import { afterEach, describe, expect, it } from 'vitest';
import { openPushedClinic } from './pushed-clinic.ts';
import type { PushedClinic } from './pushed-clinic.ts';
import { phone, sendBoth, sendSignedJson, sendSiu, sendTwilioForm, visitId } from './senders.ts';
import type { Send } from './senders.ts';

const opened: PushedClinic[] = [];
afterEach(async () => {
  for (const clinic of opened.splice(0)) await clinic.close();
});

/** What has come of a visit: booked, moved, confirmed by text and again by the EHR, moved once more, cancelled. */
interface Told {
  readonly answers: readonly string[];
  readonly texts: readonly string[];
  readonly journal: readonly object[];
  readonly ehr: readonly unknown[];
}

async function play(send: Send): Promise<Told> {
  const clinic = await openPushedClinic();
  opened.push(clinic);
  const answers: string[] = [];
  const push = async (kind: Parameters<Send>[1]['kind'], time: string): Promise<void> => {
    answers.push(await send(clinic, { kind, time }));
    await clinic.pass(5);
  };
  await push('BOOKED', '10:30');
  await push('RESCHEDULED', '11:30');
  clinic.gateway.controls.inbound({ from: phone, body: 'confirm' });
  await clinic.pass(5);
  await push('CONFIRMED', '11:30');
  await push('RESCHEDULED', '14:00');
  await push('CANCELED', '14:00');
  return { answers, texts: clinic.texts(), journal: await clinic.journal(visitId), ehr: clinic.told };
}

describe('an EHR that pushes', { timeout: 60_000 }, () => {
  it("drives the same conversation by SIU from another library's client and by the events of Twilio's app", async () => {
    const bySiu = await play(sendSiu);
    const byForm = await play(sendTwilioForm);
    const byJson = await play(sendSignedJson);
    expect(bySiu.answers).toEqual(['AA', 'AA', 'AA', 'AA', 'AA']);
    expect(byForm.answers).toEqual(['stored', 'stored', 'unchanged', 'stored', 'stored']);
    expect(byJson.answers).toEqual(byForm.answers);
    expect(bySiu.texts).toEqual(byForm.texts);
    expect(byJson.texts).toEqual(byForm.texts);
    expect(bySiu.journal).toEqual(byForm.journal);
    expect(byJson.journal).toEqual(byForm.journal);
    expect(byForm.texts.map((text) => /\d+:\d+ ?[ap]m/i.exec(text)?.[0])).toEqual([
      '10:30 am',
      '11:30 am',
      '11:30 am',
      '2:00 pm',
      '2:00 pm',
    ]);
    expect(byForm.ehr).toMatchObject([{ type: 'appointment.confirmed', data: { appointmentId: visitId } }]);
    expect(bySiu.ehr).toEqual(byForm.ehr);
  });

  it('tells an event once that comes by two ways', async () => {
    const once = await play(sendTwilioForm);
    for (const send of [
      sendBoth(sendSiu, sendTwilioForm),
      sendBoth(sendSignedJson, sendSiu),
      sendBoth(sendSignedJson, sendSignedJson),
    ]) {
      const twice = await play(send);
      expect(twice.texts).toEqual(once.texts);
      expect(twice.journal).toEqual(once.journal);
      expect(twice.ehr).toEqual(once.ehr);
      expect(twice.answers[0]).toMatch(/^(AA unchanged|stored AA|stored unchanged)$/);
    }
  });
});
