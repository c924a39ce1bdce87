import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AgentConfig } from '../../agent/config/config.ts';
import { joinEngine, startEngine } from '../../agent/snmp-engine.ts';

describe("the agent's SNMP engine", () => {
  let dataDir: string;
  const config = (engineID?: Uint8Array) =>
    ({ dataDir, snmp: { ...(engineID && { engineID }) } }) as unknown as AgentConfig;
  /** As if the latest start were so many seconds ago. */
  const age = (seconds: number) => {
    const then = Date.now() / 1000 - seconds;
    utimesSync(join(dataDir, 'snmp-engine.json'), then, then);
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kpi1-snmp-engine-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('has higher boots at each start, and its clock begins anew', () => {
    const [first, second] = [startEngine(config(), 32473), startEngine(config(), 32473)];
    expect([first.engineBoots, second.engineBoots, second.engineTime]).to.deep.equal([1, 2, 0]);
    expect(second.engineID).to.deep.equal(first.engineID);
  });

  it('can be joined by another process: the same engine, boots and time, and nothing raised', () => {
    const running = startEngine(config(), 32473);
    age(500);
    for (let i = 0; i < 2; i++) {
      const joined = joinEngine(config(), 32473);
      expect(joined.engineID).to.deep.equal(running.engineID);
      expect(joined.engineBoots).to.equal(1);
      expect(joined.engineTime).to.be.within(499, 510);
    }
  });

  it('is joined at its very start where the wall clock says that this is yet to come', () => {
    startEngine(config(), 32473);
    age(-1000);
    expect(joinEngine(config(), 32473).engineTime).to.be.within(0, 10);
  });

  it('is started by who would join it before it ever was', () => {
    expect(joinEngine(config(), 32473).engineBoots).to.equal(1);
    expect(startEngine(config(), 32473).engineBoots).to.equal(2);
  });

  it('has the ID that the configuration gives it', () => {
    const engineID = Uint8Array.from([0x80, 0, 0x7e, 0xd9, 4, 0x73, 0x69, 0x70]);
    expect(startEngine(config(), 32473).engineID).to.not.deep.equal(engineID);
    expect(startEngine(config(engineID), 32473).engineID).to.deep.equal(engineID);
    expect(joinEngine(config(engineID), 32473).engineID).to.deep.equal(engineID);
  });
});
