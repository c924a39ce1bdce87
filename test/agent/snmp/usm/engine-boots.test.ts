import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  MAX_ENGINE_BOOTS,
  raiseEngineBoots,
  readLatestStart,
} from '../../../../agent/snmp/usm/engine-boots.ts';
import { isEngineID, randomEngineID, textEngineID } from '../../../../agent/snmp/usm/engine-id.ts';

describe('engineBoots', () => {
  let dataDir: string;
  const file = () => join(dataDir, 'snmp-engine.json');
  const raise = () => raiseEngineBoots(dataDir, () => randomEngineID(32473));

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'kpi1-engine-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('are 1 at the first start and one more at each next, under one engine ID', () => {
    const states = [raise(), raise(), raise()];
    expect(states.map((state) => state.engineBoots)).to.deep.equal([1, 2, 3]);
    expect(new Set(states.map((state) => Buffer.from(state.engineID).toString('hex'))).size).to.equal(1);
  });

  it('are on the disk when the call returns, readable by their owner alone', () => {
    const { engineBoots } = raise();
    expect(JSON.parse(readFileSync(file(), 'utf8')).engineBoots).to.equal(engineBoots);
    expect(statSync(file()).mode & 0o777).to.equal(0o600);
    expect(readdirSync(dataDir)).to.deep.equal(['snmp-engine.json']);
  });

  it('latch at 2147483647 (RFC 3414 section 2.2.2)', () => {
    raise();
    const state = JSON.parse(readFileSync(file(), 'utf8'));
    writeFileSync(file(), JSON.stringify({ ...state, engineBoots: MAX_ENGINE_BOOTS - 1 }));
    expect([raise().engineBoots, raise().engineBoots]).to.deep.equal([MAX_ENGINE_BOOTS, MAX_ENGINE_BOOTS]);
  });

  it('go on counting when the engine ID is chosen anew', () => {
    raise();
    const chosen = textEngineID(32473, 'sip-01');
    expect(raiseEngineBoots(dataDir, () => randomEngineID(32473), chosen)).to.deep.equal({
      engineID: chosen,
      engineBoots: 2,
    });
  });

  it('can be read with the time of the start that raised them, and stay as they are', () => {
    expect(readLatestStart(dataDir)).to.equal(undefined);
    const raised = raise();
    utimesSync(file(), 1_000, 2_000);
    expect(readLatestStart(dataDir)).to.deep.equal({ ...raised, startedAt: 2_000_000 });
    expect(readLatestStart(dataDir)).to.include({ engineBoots: 1 });
  });

  it('make the data folder where there is none', () => {
    const deep = join(dataDir, 'deep', 'down');
    expect(raiseEngineBoots(deep, () => randomEngineID(32473)).engineBoots).to.equal(1);
  });

  const broken = {
    'an empty file': '',
    'a torn file': '{"engineID":"80007ed905',
    'another JSON value': 'null',
    'no engine ID': '{"engineBoots":3}',
    'an engine ID that is no hex': '{"engineID":"xyz","engineBoots":3}',
    'an engine ID too short': '{"engineID":"80007ed9","engineBoots":3}',
    'an engine ID of zeros': '{"engineID":"0000000000","engineBoots":3}',
    'boots that are no number': '{"engineID":"80007ed90501","engineBoots":"3"}',
    'negative boots': '{"engineID":"80007ed90501","engineBoots":-1}',
    'fractional boots': '{"engineID":"80007ed90501","engineBoots":1.5}',
    'boots beyond the latch': '{"engineID":"80007ed90501","engineBoots":2147483648}',
  };
  for (const [what, text] of Object.entries(broken)) {
    it(`refuse to start over from ${what}, naming the file and the remedy`, () => {
      writeFileSync(file(), text);
      expect(raise).to.throw(/snmp-engine\.json: .*remove the file/);
      expect(readFileSync(file(), 'utf8')).to.equal(text);
    });
  }

  it('name the file where it cannot be read', () => {
    mkdirSync(file());
    expect(raise).to.throw(/snmp-engine\.json: cannot be read/);
  });

  it('name the file where it cannot be written', () => {
    writeFileSync(join(dataDir, 'taken'), '');
    expect(() => raiseEngineBoots(join(dataDir, 'taken'), () => randomEngineID(1))).to.throw(
      /snmp-engine\.json: cannot be/,
    );
  });
});

describe('engine IDs', () => {
  it('carry the enterprise number, then random octets of format 5', () => {
    const id = Buffer.from(randomEngineID(32473));
    expect(id.subarray(0, 5).toString('hex')).to.equal('80007ed905');
    expect(id).to.have.length(13);
    expect(randomEngineID(32473)).not.to.deep.equal(randomEngineID(32473));
  });

  it('carry a text of format 4', () => {
    expect(Buffer.from(textEngineID(32473, 'sip-01')).toString('latin1')).to.equal(
      '\x80\x00\x7e\xd9\x04sip-01',
    );
  });

  it('refuse a text that is empty or over 27 octets', () => {
    expect(textEngineID(1, 'x'.repeat(27))).to.have.length(32);
    for (const text of ['', 'x'.repeat(28), 'ä'.repeat(14)]) {
      expect(() => textEngineID(1, text)).to.throw(RangeError, 'take 1 to 27');
    }
  });

  it('are 5 to 32 octets, neither all 00 nor all FF', () => {
    expect([4, 5, 32, 33].map((length) => isEngineID(Buffer.alloc(length, 1)))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect([0, 0xff].map((fill) => isEngineID(Buffer.alloc(12, fill)))).to.deep.equal([false, false]);
  });
});
