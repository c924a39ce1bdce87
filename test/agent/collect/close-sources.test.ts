import { expect } from 'chai';
import { closeSources } from '../../../agent/collect/close-sources.ts';
import type { Source } from '../../../agent/collect/source.ts';
import { FakeClock } from './fake-clock.ts';

describe('Closing sources', () => {
  it('closes all, and tells of those that fail or do not end', async () => {
    const clock = new FakeClock(0);
    const closed: string[] = [];
    const source = (name: string, close: () => Promise<void>): Source => ({
      name,
      read: async () => ({ ok: false, reason: 'closed' }),
      close,
    });
    const failures: string[] = [];
    const sources = [
      source('hangs', () => new Promise(() => {})),
      source('fails', () => Promise.reject(new Error('no such handle'))),
      source('ends', () => Promise.resolve().then(() => void closed.push('ends'))),
    ];
    const all = closeSources(sources, clock, (name, reason) => failures.push(`${name}: ${reason}`));
    await clock.advance(1000);
    await all;
    expect(closed).to.deep.equal(['ends']);
    expect(failures).to.deep.equal(['fails: no such handle', 'hangs: did not end within 1 s']);
    expect(clock.timers).to.equal(0);
  });
});
