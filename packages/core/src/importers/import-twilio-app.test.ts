import { describe, expect, it } from 'vitest';
import { checkSettings } from '../engine/check-settings.ts';
import { importTwilioApp } from '../importers.ts';
import { presets } from '../presets.ts';

/** As its installer leaves it: comments that describe each variable, and values. */
const environment = `# description: Twilio phone number to send SMS from
# format: phone_number
TWILIO_PHONE_NUMBER=+15005550006
CUSTOMER_NAME="Owl Health, Main Street"
APPLICATION_PASSWORD=password-of-the-app
SALT=salt-of-the-app
ADMINISTRATOR_PHONE=+15005550007
SERVICE_SID=
REMINDER_OUTREACH_START=0830
REMINDER_OUTREACH_FINISH=1900
REMINDER_FIRST_TIMING=4800
REMINDER_SECOND_TIMING=0130
REPLY_WAIT_TIME=120
IE_ENDPOINT=https://ehr.example/answers?key=key-of-the-app
`;
const remindersOf = (lines: string): unknown => importTwilioApp(lines).settings.reminders;

describe("the settings of Twilio's appointment management", () => {
  it('are those of the preset reminders, with its own two reminders and hours', () => {
    const { settings } = importTwilioApp(environment);
    expect(settings).toEqual({
      ...presets.reminders,
      outreachFrom: '08:30',
      outreachTo: '19:00',
      reminders: [
        { id: 'first', when: { minutesBefore: 48 * 60 } },
        { id: 'second', when: { minutesBefore: 90 } },
      ],
    });
    expect(() => checkSettings(settings)).not.toThrow();
  });

  it('name all that stays behind and never repeat it', () => {
    const imported = importTwilioApp(`${environment}COLOUR=colour-of-the-app\r\n`);
    expect(imported.notCarriedOver.map(({ field }) => field)).toEqual([
      'TWILIO_PHONE_NUMBER',
      'CUSTOMER_NAME',
      'APPLICATION_PASSWORD',
      'SALT',
      'ADMINISTRATOR_PHONE',
      'REPLY_WAIT_TIME',
      'IE_ENDPOINT',
      'COLOUR',
      'texts',
    ]);
    expect(JSON.stringify(imported)).not.toMatch(/-of-the-app|500555|Owl/);
  });

  it('leave the whole day behind, which nobody chose and which would text people at night', () => {
    const whole = importTwilioApp('REMINDER_OUTREACH_START=0000\nREMINDER_OUTREACH_FINISH=2400');
    expect(whole.settings.outreachFrom).toBeUndefined();
    expect(whole.notCarriedOver[0]).toMatchObject({ field: 'REMINDER_OUTREACH_START, REMINDER_OUTREACH_FINISH' });
  });

  it.each([
    ['2000', '0800'],
    ['0800', '2400'],
    ['8', '2000'],
    ['0800', ''],
  ])('leave a window behind that is none: %s to %s', (from, to) => {
    const imported = importTwilioApp(`REMINDER_OUTREACH_START=${from}\nREMINDER_OUTREACH_FINISH=${to}`);
    expect(imported.settings.outreachFrom).toBeUndefined();
    expect(imported.notCarriedOver[0]?.field).toContain('REMINDER_OUTREACH_START');
  });

  it('take a reminder of nothing for switched off, and two at one time for one', () => {
    expect(remindersOf('REMINDER_FIRST_TIMING=0800\nREMINDER_SECOND_TIMING=0000')).toHaveLength(1);
    expect(remindersOf('REMINDER_FIRST_OFFSET=0800\nREMINDER_SECOND_OFFSET=0800')).toHaveLength(1);
    expect(remindersOf('REMINDER_FIRST_TIMING=0000\nREMINDER_SECOND_TIMING=0000')).toEqual([]);
    expect(remindersOf('CUSTOMER_NAME=Owl')).toEqual(presets.reminders.reminders);
  });

  it('list a reminder whose time cannot be read', () => {
    const { notCarriedOver } = importTwilioApp('REMINDER_FIRST_TIMING=8 hours # before');
    expect(notCarriedOver[0]?.field).toBe('REMINDER_FIRST_TIMING');
  });

  it.each(['', 'password-of-the-app', '{"AUTH_TOKEN":"password-of-the-app"}', 'PATH=password-of-the-app'])(
    'are refused when it is another file, and nothing of it is repeated: %s',
    (text) => {
      expect(() => importTwilioApp(text)).toThrow(/\.env: sets no variable/);
      expect(() => importTwilioApp(text)).not.toThrow(/of-the-app/);
    },
  );
});
