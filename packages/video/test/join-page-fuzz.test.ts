import process from 'node:process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createJoinLinks } from '../src/join/join-links.ts';
import { createJoinPage } from '../src/join/create-join-page.ts';
import { createPretendedDesk } from './pretended-desk.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);

it('answers whatever is asked without changing or telling anything', async () => {
  const desk = createPretendedDesk();
  const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'a secret of thirty-two characters' });
  const page = createJoinPage({ links, desk });
  const segment = fc.oneof(fc.webSegment(), fc.constantFrom('v', 'assets', 'visit', 'join', 'call', '..', '%00'));
  const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH');
  const headers = fc.oneof(
    fc.dictionary(fc.stringMatching(/^[a-z-]{1,20}$/), fc.stringMatching(/^[\x21-\x7e]{0,40}$/)),
    fc.constant({ 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }),
  );
  await fc.assert(
    fc.asyncProperty(path, method, headers, async (pathname, chosen, given) => {
      const answer = await page(new Request(`https://clinic.example${pathname}`, { method: chosen, headers: given }));
      expect([403, 404, 405, 415]).toContain(answer.status);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(await answer.text()).not.toMatch(/Nora|Sharma|5550/);
    }),
    { numRuns },
  );
  expect(desk.asked).toEqual([]);
});
