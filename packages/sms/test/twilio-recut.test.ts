import { createHash } from 'node:crypto';
import type { WebhookReading } from '@clinicarrivals/core';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountSid, authToken, ourNumber, patientNumber, sid } from './twilio-wire.ts';
import { encode, inboundForm, sign, statusForm } from './webhook-wire.ts';
import type { Pairs } from './webhook-wire.ts';

// Whoever runs a relay reads what Twilio signs, texts the clinic as anybody can, and hands out what they like with signatures that they got.

type Form = Readonly<Record<string, string>>;

const url = 'https://relay.example/in/3q2-7w';
const victim = '+61491570157';
const readers = [createTwilioWebhookReader({ authToken, accountSid }), createTwilioWebhookReader({ authToken })];

function readAs(
  handedOut: { readonly url?: string; readonly body: string; readonly contentType?: string },
  signature: string,
): Promise<readonly WebhookReading[]> {
  const { contentType = 'application/x-www-form-urlencoded' } = handedOut;
  const headers = { 'content-type': contentType, 'x-twilio-signature': signature };
  const body = new TextEncoder().encode(handedOut.body);
  return Promise.all(
    readers.map((reader) => reader.read({ method: 'POST', url: handedOut.url ?? url, headers, body })),
  );
}

async function expectRefused(pairs: Pairs, signature: string, handedOutUrl = url): Promise<void> {
  expect(sign(handedOutUrl, pairs)).toBe(signature);
  for (const reading of await readAs({ url: handedOutUrl, body: encode(pairs) }, signature)) {
    expect(reading).toMatchObject({ type: 'refused', why: expect.stringMatching(/forged|malformed/) as string });
  }
}

function rowOf(form: Form): string {
  return Object.keys(form)
    .sort()
    .map((name) => name + (form[name] ?? ''))
    .join('');
}

/** Without what Twilio may leave out. */
function withoutOrigin(form: Form): Record<string, string> {
  return Object.fromEntries(Object.entries(form).filter(([name]) => !/^(From|To)./.test(name)));
}

describe('JSON, which Twilio does not send for texts', () => {
  it.each([
    ['a text', inboundForm({ From: victim })],
    ['a receipt', statusForm()],
  ])('is not taken, so that the hash of %s in words of a relay’s own gives nothing', async (_, evil) => {
    const body = JSON.stringify(evil);
    const trap = inboundForm({ Body: `?bodySHA256=${createHash('sha256').update(body).digest('hex')}&` });
    const handedOut = { url: url + rowOf(trap), body, contentType: 'application/json' };
    expect(sign(handedOut.url, [])).toBe(sign(url, Object.entries(trap)));
    for (const reading of await readAs(handedOut, sign(url, Object.entries(trap)))) {
      expect(reading).toMatchObject({ type: 'refused', why: 'unsupported' });
    }
  });
});

describe('a text of their own', () => {
  it.each(['12345', 'Telstra', '+61480000002', 'CityRail', 'ZipCo', 'City', 'StateBank', 'CountryAU', '0491570156G'])(
    'from %s does not become a patient’s by what stands in its words',
    async (from) => {
      for (const whole of [inboundForm({ From: from }), withoutOrigin(inboundForm({ From: from }))]) {
        const trap: Form = { ...whole, Body: `HelloFrom${victim}` };
        const signature = sign(url, Object.entries(trap));
        const row = rowOf(trap);
        const trueAt = row.indexOf(`From${victim}From${from}`) + `From${victim}`.length;
        const { Body: _, From: __, ...others } = trap;
        for (let end = trueAt + 4; end <= trueAt + 4 + from.length; end += 1) {
          const name = row.slice(trueAt, end);
          if (name === 'From') continue;
          const value = row.slice(end, trueAt + 4 + from.length);
          const hidden: Pairs = [
            ...Object.entries(others).filter(([other]) => other !== name),
            ['Body', 'Hello'],
            ['From', victim],
            [name, value],
            ...(Object.hasOwn(others, name) ? ([[name, others[name] ?? '']] as const) : []),
          ];
          if (sign(url, hidden) === signature) await expectRefused(hidden, signature);
        }
        const merged: Pairs = [...Object.entries(others), ['Body', 'Hello'], ['From', `${victim}From${from}`]];
        await expectRefused(merged, signature);
      }
    },
  );

  it('does not put words into a patient’s mouth by an address that they have given to the clinic', async () => {
    const trap = `AccountSid${accountSid}BodyI am hereCxX`;
    const address = `https://relay.example/in/${trap}`;
    const genuine = Object.entries(inboundForm({ Body: 'I cannot come' }));
    const behind = inboundForm();
    const { AccountSid: _a, ApiVersion: _b, Body: _c, ...others } = behind;
    const pairs: Pairs = [
      ...Object.entries(others),
      ['AccountSid', accountSid],
      ['Body', 'I am here'],
      ['CxX', `AccountSid${accountSid}ApiVersion2010-04-01BodyI cannot come`],
    ];
    await expectRefused(pairs, sign(address, genuine), 'https://relay.example/in/');
    await expectRefused(genuine, sign(address, genuine), address);
  });
});

describe('a parameter that is read', () => {
  it.each([
    ['MessageSid', 'OriginalRepliedMessageSid', sid(9), inboundForm()],
    ['OptOutType', 'PriorOptOutType', 'START', inboundForm({ OptOutType: 'STOP' })],
    ['SmsSid', 'SmsSpareSmsSid', sid(9), inboundForm()],
    ['SmsStatus', 'SmsTwinSmsStatus', 'delivered', inboundForm()],
    ['To', 'TwinTo', victim, inboundForm()],
    ['MessageStatus', 'MessageTwinMessageStatus', 'failed', statusForm({ MessageSpare: '' })],
    ['ErrorCode', 'EventErrorCode', '30005', statusForm({ ErrorCode: '30003' })],
  ])('%s is not taken out of another’s name, %s', async (name, twin, value, form) => {
    const genuine = Object.entries({ ...form, [twin]: value });
    const signature = sign(url, genuine);
    for (const reading of await readAs({ body: encode(genuine) }, signature)) expect(reading.type).toBe('accepted');
    const sorted = [...genuine].sort(([left], [right]) => (left < right ? -1 : 1));
    const at = sorted.findIndex(([other]) => other === name);
    const twinAt = sorted.findIndex(([other]) => other === twin);
    const [before = '', itsValue = ''] = sorted[at - 1] ?? [];
    const hidden = sorted.slice(at, twinAt).flat().join('') + twin.slice(0, -name.length);
    await expectRefused(
      [...sorted.slice(0, at - 1), [before, itsValue + hidden], [name, value], ...sorted.slice(twinAt + 1)],
      signature,
    );
  });

  it.each(['AccountSid', 'ApiVersion'])('does not begin in the midst of a patient’s words, behind %s', async (name) => {
    const form = inboundForm({ Body: 'I have no pain in my Body now' });
    const { ApiVersion: version = '', Body: _, ...others } = form;
    const words = 'BodyI have no pain in my ';
    const hidden = name === 'ApiVersion' ? { ApiVersion: version + words } : {};
    const account = name === 'AccountSid' ? { AccountSid: `${accountSid}ApiVersion${version}${words}` } : {};
    const pairs = Object.entries({ ...others, ...hidden, ...account, Body: ' now' });
    await expectRefused(pairs, sign(url, Object.entries(form)));
  });

  it.each(['From', 'To'])('%s does not go on into what stands behind it', async (name) => {
    const form = inboundForm();
    const { [name]: value = '', [`${name}City`]: _, ...others } = form;
    await expectRefused(Object.entries({ ...others, [name]: `${value}${name}City` }), sign(url, Object.entries(form)));
  });
});

describe('a signed row of parameters', () => {
  const words = fc.oneof(
    fc.constantFrom('I am not here', 'Body ache, From Monday', 'To you: FromCity', 'STOP', ''),
    fc
      .array(
        fc.constantFrom(
          'Hello',
          `From${victim}`,
          'FromCity',
          'From',
          'FromZip',
          'Body',
          `To${victim}`,
          `MessageSid${sid(9)}`,
          `MessageStatus${'delivered'}`,
          `SmsStatus${'failed'}`,
          `AccountSid${accountSid}`,
          'ErrorCode30003',
          'ClinicArrivalsSelfTest1',
          'SmsMessageSid',
          '?x=',
          '#',
          ' ',
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join('')),
  );
  const sender = fc.constantFrom(patientNumber, '12345', 'Telstra', 'ZipCo', 'City', 'CountryAU', 'FromUs', 'BodyShop');
  const signedForm: fc.Arbitrary<Form> = fc
    .tuple(words, sender, fc.boolean(), fc.boolean())
    .map(([Body, From, hasOrigin, isReceipt]) => {
      if (isReceipt) return statusForm({ ErrorCode: '30003', MessageStatus: 'undelivered', SmsStatus: 'undelivered' });
      return hasOrigin ? inboundForm({ Body, From }) : withoutOrigin(inboundForm({ Body, From }));
    });

  /** Where whoever cuts would like to: at names that are read, those that are known, and any letters. */
  const cutPoints = (text: string): number[] =>
    [...text.matchAll(/AccountSid|Body|From\w{0,8}|MessageSid|To|Sms\w|Message|[A-Z]|$|\d/g)].map(({ index }) => index);

  it(
    'is not believed in any other cut that changes who says what, or about which text',
    { timeout: 60_000 },
    async () => {
      let believed = 0;
      await fc.assert(
        fc.asyncProperty(
          signedForm,
          fc.array(fc.tuple(fc.nat(), fc.nat({ max: 14 })), { minLength: 1, maxLength: 9 }),
          fc.boolean(),
          async (form, choices, movesUrl) => {
            const genuine = Object.entries(form);
            const signature = sign(url, genuine);
            const signed = url + rowOf(form);
            const points = cutPoints(signed).filter((point) => point >= 24);
            const start = movesUrl ? (points[(choices[0]?.[0] ?? 0) % points.length] ?? 0) : url.length;
            const row = signed.slice(start);
            const ends = new Set(choices.map(([at]) => (points[at % points.length] ?? 0) - start));
            const known = new Set([...Object.keys(form), 'MessageStatus', 'ErrorCode', 'ClinicArrivalsSelfTest']);
            for (const match of row.matchAll(new RegExp([...known].sort().reverse().join('|'), 'g'))) {
              if (choices.some(([at]) => (at + match.index) % 3 > 0)) ends.add(match.index);
            }
            const cuts = [0, ...[...ends].filter((end) => end > 0 && end < row.length).sort((a, b) => a - b)];
            const pairs: Pairs = cuts.map((at, index) => {
              const piece = row.slice(at, cuts[index + 1]);
              const name = [...known].filter((each) => piece.startsWith(each)).sort((a, b) => b.length - a.length)[0];
              const length = name?.length ?? choices[index % choices.length]?.[1] ?? 1;
              return [piece.slice(0, length), piece.slice(length)];
            });
            const handedOut = signed.slice(0, start);
            if (!URL.canParse(handedOut) || sign(handedOut, pairs) !== signature) return;
            const truth = await readAs({ body: encode(genuine) }, signature);
            for (const [index, reading] of (
              await readAs({ url: handedOut, body: encode(pairs) }, signature)
            ).entries()) {
              if (reading.type === 'refused') continue;
              believed += 1;
              expectSame(reading, truth[index]);
            }
          },
        ),
        { numRuns: 20_000 },
      );
      expect(believed).toBeGreaterThan(0);
    },
  );

  function expectSame(reading: WebhookReading, truth: WebhookReading | undefined): void {
    if (reading.type !== 'accepted' || truth?.type !== 'accepted')
      throw new TypeError('believed, though not as it was');
    expect(reading.receipts).toEqual(truth.receipts);
    expect(reading.messages.map(({ body: _, ...rest }) => rest)).toEqual(
      truth.messages.map(({ body: _, ...rest }) => rest),
    );
    for (const [at, message] of reading.messages.entries()) {
      expect(truth.messages[at]?.body.startsWith(message.body)).toBe(true);
    }
  }
});

describe('a genuine text', () => {
  it.each([
    'From what I see, FromCity and From+61491570157 are in my Body',
    `MessageSid${sid(9)} To+61480000009 SmsStatus${'failed'} AccountSid`,
    'CityClinic ErrorCode 5, ClinicArrivalsSelfTest',
  ])('is believed whatever names are in its words: %s', async (Body) => {
    for (const form of [inboundForm({ Body }), withoutOrigin(inboundForm({ Body }))]) {
      for (const reading of await readAs({ body: encode(Object.entries(form)) }, sign(url, Object.entries(form)))) {
        expect(reading).toMatchObject({ messages: [{ from: patientNumber, to: ourNumber, body: Body }] });
      }
    }
  });

  it('is believed with parameters that Twilio may add', async () => {
    const form = inboundForm({ AddOns: '{}', DeliveryHint: 'x', GeoHint: 'y', OptOutType: 'HELP', ZetaHint: 'z' });
    const signature = sign(url, Object.entries(form));
    for (const reading of await readAs({ body: encode(Object.entries(form)) }, signature)) {
      expect(reading).toMatchObject({ messages: [{ body: 'I am here', carrierKeyword: 'help' }] });
    }
  });

  it('is not cut off before a word that only begins with a capital', async () => {
    const form = inboundForm({ Body: 'I am here. Don’t call, Cancel nothing' });
    const { Body: _, ...others } = form;
    for (const at of [11, 23]) {
      for (const length of [1, 3, 6, 20]) {
        const rest = form['Body']?.slice(at) ?? '';
        const pairs: Pairs = [
          ...Object.entries(others),
          ['Body', form['Body']?.slice(0, at) ?? ''],
          [rest.slice(0, length), rest.slice(length)],
        ];
        await expectRefused(pairs, sign(url, Object.entries(form)));
      }
    }
  });
});
