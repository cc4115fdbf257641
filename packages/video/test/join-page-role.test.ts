import { describe, expect, it } from 'vitest';
import { roleOfConnection, roleOfIdentity } from '../page/src/call/role.ts';

describe('who somebody in a call is', () => {
  it.each([
    ['patient-1b4e28ba', 'patient'],
    ['practitioner-1b4e28ba', 'practitioner'],
    ['guest-practitioner', 'guest'],
    ['practitioners', 'guest'],
    ['', 'guest'],
  ])('at LiveKit is what the ticket says: %j', (identity, role) => {
    expect(roleOfIdentity(identity)).toBe(role);
  });

  it.each([
    ['patient', 'patient'],
    ['{"clientData":"me"}%/%practitioner', 'practitioner'],
    ['practitioner%/%guest', 'guest'],
    ['x%/%practitioner%/%patient', 'patient'],
    ['practitioner%/%', 'guest'],
  ])('at OpenVidu is what the server says, whatever a browser says of itself: %j', (data, role) => {
    expect(roleOfConnection(data)).toBe(role);
  });
});
