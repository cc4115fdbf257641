import { describe, expect, it } from 'vitest';
import { requestTarget } from './kept-webhook.ts';

describe('requestTarget', () => {
  const request = new Request("http://relay.example/in/a?mid=a%2fb&x='&y=");

  it('is what the server has read, letter by letter', () => {
    expect(requestTarget(request, "/in/a?mid=a%2fb&x='&y=")).toBe("/in/a?mid=a%2fb&x='&y=");
  });

  it('is what the platform has left of it, where the server does not say', () => {
    expect(requestTarget(request, undefined)).toBe('/in/a?mid=a%2fb&x=%27&y=');
    expect(requestTarget(new Request('http://relay.example'), undefined)).toBe('/');
  });

  it.each(['http://relay.example/in/b', '*', ''])('is not %j, which only a proxy is asked', (known) => {
    expect(requestTarget(request, known)).toBe('/in/a?mid=a%2fb&x=%27&y=');
  });
});
