import { describe, expect, it } from 'vitest';
import { toRequestFailure } from './request-failure.ts';
import { toGatewayError } from '../twilio/to-gateway-error.ts';

describe('toRequestFailure', () => {
  it('is sure that nothing left when no address of the host took the connection', () => {
    const errors = [{ syscall: 'connect' }, { syscall: 'connect' }];
    const error = Object.assign(new Error('axios'), { code: 'ECONNREFUSED', cause: { errors } });
    expect(toRequestFailure(error)).toEqual({ type: 'not-reached', code: 'ECONNREFUSED' });
  });

  it('is not sure when a connection that stood failed while it was written to', () => {
    const error = Object.assign(new Error('axios'), { code: 'EHOSTUNREACH', cause: { syscall: 'write' } });
    expect(toRequestFailure(error)).toEqual({ type: 'broken-off', code: 'EHOSTUNREACH' });
    expect(toGatewayError('send', error).failure).toBe('in-doubt');
  });

  it('takes a certificate that is not trusted for a matter of configuration', () => {
    const error = Object.assign(new Error('axios'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(toGatewayError('send', error)).toMatchObject({
      failure: 'configuration',
      message: expect.stringContaining('certificate not trusted (SELF_SIGNED_CERT_IN_CHAIN)'),
    });
  });

  it.each([new TypeError('x +61491570156'), 'text +61491570156', null, undefined, { code: '+61491570156' }])(
    'keeps no words of what it does not know (%#)',
    (error) => {
      expect(toRequestFailure(error)).toEqual({ type: 'unusable', reason: 'unusable answer' });
    },
  );
});
