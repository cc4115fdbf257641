import { describe, expect, it } from 'vitest';

import { readNotification } from './read-notification.ts';

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown, path = '/fhir') => readNotification(path, bytes(value));

const subscription = { reference: 'https://pms.example/fhir/Subscription/s1' };

/** A notification in R4, where the status is a Parameters. */
const inR4 = (
  type: string,
  total: number,
  events: readonly { readonly number: number; readonly focus?: string }[] = [],
  status = 'active',
) => ({
  resourceType: 'Bundle',
  type: 'history',
  entry: [
    {
      resource: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'subscription', valueReference: subscription },
          { name: 'topic', valueCanonical: 'https://pms.example/topic' },
          { name: 'status', valueCode: status },
          { name: 'type', valueCode: type },
          { name: 'events-since-subscription-start', valueString: String(total) },
          ...events.map(({ number, focus }) => ({
            name: 'notification-event',
            part: [
              { name: 'event-number', valueString: String(number) },
              { name: 'timestamp', valueInstant: '2026-04-02T00:00:00Z' },
              ...(focus === undefined ? [] : [{ name: 'focus', valueReference: { reference: focus } }]),
            ],
          })),
        ],
      },
    },
  ],
});

/** A notification in R4B, which has a resource for the status. */
const inR4b = (status: object) => ({
  resourceType: 'Bundle',
  type: 'history',
  entry: [{ resource: { resourceType: 'SubscriptionStatus', subscription, status: 'active', ...status } }],
});

describe('a notification of a plain rest-hook', () => {
  it('that is empty says that something has changed', () => {
    expect(read('')).toEqual({ appointmentIds: null, counted: null, isOver: false });
  });

  it.each([
    ['an empty one put to the address of the appointment', '', '/hooks/Appointment/a1'],
    ['the appointment put to its address', { resourceType: 'Appointment', id: 'a1' }, '/hooks/Appointment/a1'],
    ['the appointment posted', { resourceType: 'Appointment', id: 'a1' }, '/hooks'],
  ])('names the appointment: %s', (_, body, path) => {
    expect(read(body, path)?.appointmentIds).toEqual(['a1']);
  });

  it.each([
    { resourceType: 'Encounter', id: 'e1' },
    { resourceType: 'Appointment', id: '../Patient' },
    { resourceType: 'Appointment' },
  ])('with something else says that something has changed: %j', (body) => {
    expect(read(body)?.appointmentIds).toBeNull();
  });
});

describe('a notification of a topic', () => {
  it('names the appointments and the numbers of its events', () => {
    const events = [
      { number: 7, focus: 'https://pms.example/fhir/Appointment/a1' },
      { number: 8, focus: 'Appointment/a2/_history/3' },
      { number: 9, focus: 'Appointment/a1' },
    ];
    expect(read(inR4('event-notification', 9, events))).toEqual({
      appointmentIds: ['a1', 'a2'],
      counted: { subscriptionId: 's1', first: 7, last: 9 },
      isOver: false,
    });
  });

  it('reads the same in R4B', () => {
    const notificationEvent = [{ eventNumber: '7', focus: { reference: 'Appointment/a1' } }];
    expect(read(inR4b({ type: 'event-notification', eventsSinceSubscriptionStart: '7', notificationEvent }))).toEqual({
      appointmentIds: ['a1'],
      counted: { subscriptionId: 's1', first: 7, last: 7 },
      isOver: false,
    });
  });

  it.each(['handshake', 'heartbeat', 'query-status'])(
    'of type %s names none, and how many events there were',
    (type) => {
      expect(read(inR4(type, 4))).toEqual({
        appointmentIds: [],
        counted: { subscriptionId: 's1', first: 5, last: 4 },
        isOver: false,
      });
    },
  );

  it('without a focus, or with one that is no appointment, says that something has changed', () => {
    expect(read(inR4('event-notification', 1, [{ number: 1 }]))?.appointmentIds).toBeNull();
    expect(read(inR4('event-notification', 1, [{ number: 1, focus: 'Patient/p1' }]))?.appointmentIds).toBeNull();
    expect(read(inR4('event-notification', 1))).toMatchObject({ appointmentIds: null, counted: { first: 2, last: 1 } });
  });

  it.each(['off', 'error'])('with the status %s says that there will be no more', (status) => {
    expect(read(inR4('heartbeat', 4, [], status))?.isOver).toBe(true);
  });

  it('counts nothing without numbers or without a subscription', () => {
    expect(read(inR4b({ type: 'heartbeat' }))?.counted).toBeNull();
    expect(read(inR4b({ type: 'heartbeat', eventsSinceSubscriptionStart: '-1' }))?.counted).toBeNull();
    expect(read(inR4b({ type: 'heartbeat', subscription: null, eventsSinceSubscriptionStart: 1 }))?.counted).toBeNull();
  });
});

describe('what is no notification', () => {
  it.each([
    ['no JSON', '<html>'],
    ['a list', '[]'],
    ['no resource', '{}'],
    ['a Bundle without entries', { resourceType: 'Bundle' }],
    ['a Bundle of something else', { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient' } }] }],
    ['an unknown type', inR4('party', 1)],
  ])('is not read: %s', (_, body) => {
    expect(read(body)).toBeNull();
  });

  it('is not read when its bytes are no UTF-8', () => {
    expect(readNotification('/', Uint8Array.from([0x7b, 0xff, 0x7d]))).toBeNull();
  });
});
