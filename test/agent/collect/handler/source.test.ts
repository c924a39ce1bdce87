import { expect } from 'chai';
import fc from 'fast-check';
import type { Handler } from '../../../../agent/collect/handler/handler.ts';
import { createHandlerSource } from '../../../../agent/collect/handler/source.ts';
import type { Sample } from '../../../../agent/collect/source.ts';
import { measurement, object } from '../../small-model.ts';

const nic = object('interface', { ifName: 'string(1..8)', ifIndex: 'integer' });
const WANTED = [
  { measurement: measurement('busy') },
  { measurement: measurement('load', 'real(2)') },
  { measurement: measurement('version', 'string(1..8)') },
  { measurement: measurement('up', 'boolean') },
  { measurement: measurement('octets', 'counter', { per: 'interface' }), object: nic },
  { measurement: measurement('speed', 'gauge', { per: 'interface' }), object: nic },
];
const GOOD = {
  scalars: { busy: () => 12n, load: async () => 0.5, version: () => '1.2', up: () => true },
  tables: {
    interface: () => [
      { ifName: 'lo', ifIndex: 1, octets: 10, speed: 0 },
      { ifName: 'eth0', ifIndex: 2, octets: 20, speed: 1000 },
    ],
  },
};

/** A handler of methods that may break the contract. */
const broken = (scalars: Record<string, unknown>, tables: Record<string, unknown> = {}) =>
  ({ scalars, tables }) as unknown as Handler;

function sample(handler: Handler, signal = new AbortController().signal): Promise<Sample> {
  return createHandlerSource({ name: 'host', handler, wanted: WANTED }).read(signal);
}

/** Reasons by the measurement's position, those of rows with the row's name. */
async function problems(handler: Handler, signal?: AbortSignal) {
  const taken = await sample(handler, signal);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.problems.map(({ measurement, index, reason }) => [measurement, index?.[0], reason]);
}

async function figures(handler: Handler, signal?: AbortSignal) {
  const taken = await sample(handler, signal);
  if (!taken.ok) throw new Error(taken.reason);
  return taken.readings.map(({ measurement, index, series }) => [measurement, ...index, series.get('')]);
}

describe('a handler as a source', () => {
  it('gives scalars and rows (K17)', async () => {
    expect(await figures(GOOD)).to.deep.equal([
      [0, 12n],
      [1, 0.5],
      [2, '1.2'],
      [3, true],
      [4, 'lo', 1, 10],
      [5, 'lo', 1, 0],
      [4, 'eth0', 2, 20],
      [5, 'eth0', 2, 1000],
    ]);
    expect(await problems(GOOD)).to.be.empty;
  });

  it('calls its methods with `this` as in plain JavaScript, side by side', async () => {
    const begun: string[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const scalars = {
      figure: 7,
      async busy(): Promise<number> {
        begun.push('busy');
        await gate;
        return this.figure;
      },
      load(): number {
        begun.push('load');
        release();
        return 1;
      },
    };
    const taken = await figures({ scalars } as unknown as Handler);
    expect(begun).to.deep.equal(['busy', 'load']);
    expect(taken).to.deep.include([0, 7]);
  });

  it('has no value where a method gives none', async () => {
    const tables = { interface: () => [{ ifName: 'lo', ifIndex: 1, octets: undefined, speed: 5 }] };
    expect(await problems(broken({ ...GOOD.scalars, busy: () => undefined }, tables))).to.deep.equal([
      [0, undefined, 'scalars.busy of the handler gave no busy'],
      [4, 'lo', 'tables.interface of the handler gave no octets'],
    ]);
  });

  it('names the methods that it lacks', async () => {
    expect(await problems(broken({ ...GOOD.scalars, busy: 12 }))).to.deep.equal([
      [0, undefined, 'the handler has no method scalars.busy'],
      [4, undefined, 'the handler has no method tables.interface'],
      [5, undefined, 'the handler has no method tables.interface'],
    ]);
    expect(await problems({})).to.have.length(6);
  });

  it('tells once of methods that nothing is measured with', async () => {
    const told: (readonly string[])[] = [];
    const handler = broken({ ...GOOD.scalars, bussy: () => 1 }, { ...GOOD.tables, disk: () => [] });
    const source = createHandlerSource({
      name: 'host',
      handler,
      wanted: WANTED,
      onOrphans: (methods) => told.push(methods),
    });
    await source.read(new AbortController().signal);
    await source.read(new AbortController().signal);
    expect(told).to.deep.equal([['scalars.bussy', 'tables.disk']]);
  });

  it('keeps the other figures where one method throws or rejects', async () => {
    const handler = broken({
      ...GOOD.scalars,
      busy() {
        throw new Error('no /proc/stat');
      },
      load: () => Promise.reject('text'),
    });
    expect((await problems(handler)).slice(0, 2)).to.deep.equal([
      [0, undefined, 'scalars.busy of the handler failed: no /proc/stat'],
      [1, undefined, 'scalars.load of the handler failed: text'],
    ]);
    expect(await figures(handler)).to.deep.equal([
      [2, '1.2'],
      [3, true],
    ]);
  });

  for (const [name, scalars, reason] of [
    [
      'a text for a number',
      { busy: () => '12' },
      'busy from scalars.busy of the handler is "12" where a number is defined',
    ],
    ['NaN', { busy: () => Number.NaN }, 'busy from scalars.busy of the handler is NaN, which is no number'],
    ['null', { busy: () => null }, 'busy from scalars.busy of the handler is null where a number is defined'],
    [
      'a counter below 0',
      { busy: () => -1 },
      'busy from scalars.busy of the handler is -1, and a counter is never negative',
    ],
    [
      'a number for a truth',
      { up: () => 1 },
      'up from scalars.up of the handler is 1 where true or false is defined',
    ],
    [
      'a long text',
      { version: () => 'x'.repeat(300) },
      `version from scalars.version of the handler is "${'x'.repeat(40)}…", 300 octets where 1..8 are defined`,
    ],
  ] as const) {
    it(`refuses ${name}`, async () => {
      expect((await problems(broken({ ...GOOD.scalars, ...scalars }, GOOD.tables)))[0]?.[2]).to.equal(reason);
    });
  }

  for (const [name, rows, reason] of [
    ['undefined', undefined, 'gave none, not a list of rows'],
    ['an object', {}, 'gave an object, not a list of rows'],
    ['a number as a row', [7, 8], 'gave row 0, which is 7 (and 1 more)'],
    [
      'a row without index',
      [{ octets: 1 }],
      'gave row 0, which cannot be named: its ifName is undefined where a text is defined',
    ],
    [
      'an index out of range',
      [{ ifName: 'lo', ifIndex: 2 ** 31 }],
      'gave row 0, which cannot be named: its ifIndex is 2147483648, outside the range -2147483648..2147483647',
    ],
    ['too many rows', Array.from({ length: 100_001 }), 'gave 100001 rows; at most 100000 are taken'],
  ] as const) {
    it(`refuses ${name} as a table`, async () => {
      const told = await problems(broken(GOOD.scalars, { interface: () => rows }));
      expect(told).to.deep.equal([
        [4, undefined, `tables.interface of the handler ${reason}`],
        [5, undefined, `tables.interface of the handler ${reason}`],
      ]);
    });
  }

  it('takes neither of two rows of one index, and keeps the others', async () => {
    const row = { ifName: 'lo', ifIndex: 1, octets: 1, speed: 2 };
    const handler = broken(GOOD.scalars, { interface: () => [row, { ...row, ifIndex: 2 }, { ...row }] });
    expect(await problems(handler)).to.deep.equal([
      [4, 'lo', 'tables.interface of the handler gave this row twice'],
      [5, 'lo', 'tables.interface of the handler gave this row twice'],
    ]);
    expect((await figures(handler)).slice(4)).to.deep.equal([
      [4, 'lo', 2, 1],
      [5, 'lo', 2, 2],
    ]);
  });

  it('survives a getter that throws', async () => {
    const row = {
      get ifName() {
        throw new Error('gone');
      },
    };
    const told = await problems(broken(GOOD.scalars, { interface: () => [row] }));
    expect(told[0]).to.deep.equal([4, undefined, 'tables.interface of the handler cannot be read: gone']);
  });

  it('never rejects, whatever the methods give', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (scalar, table) => {
        const handler = broken({ busy: () => scalar, up: () => scalar }, { interface: () => table });
        expect((await sample(handler)).ok).to.equal(true);
      }),
      { numRuns: 300, seed: 6076 },
    );
  });
});

describe('a handler that hangs', () => {
  const never = new Promise<never>(() => {});

  it('loses only the figures that did not come in time', async () => {
    const abort = new AbortController();
    const handler = broken({ ...GOOD.scalars, busy: () => never }, GOOD.tables);
    const told = problems(handler, abort.signal);
    await new Promise(setImmediate);
    abort.abort(new Error('did not answer within 2 s'));
    expect(await told).to.deep.equal([
      [0, undefined, 'scalars.busy of the handler did not answer within 2 s'],
    ]);
  });

  it('is not called again while it has not answered, and a late answer is dropped', async () => {
    const answers: ((value: number) => void)[] = [];
    const busy = () => new Promise<number>((resolve) => answers.push(resolve));
    const wanted = WANTED.slice(0, 1);
    const source = createHandlerSource({ name: 'host', handler: broken({ busy }), wanted });
    const abort = new AbortController();
    const { signal } = new AbortController();
    const first = source.read(abort.signal);
    await new Promise(setImmediate);
    abort.abort(new Error('did not answer within 2 s'));
    expect(await first).to.deep.include({
      readings: [],
      problems: [{ measurement: 0, reason: 'scalars.busy of the handler did not answer within 2 s' }],
    });
    expect(await source.read(signal)).to.deep.include({
      problems: [
        { measurement: 0, reason: 'scalars.busy of the handler has not answered an earlier call yet' },
      ],
    });
    expect(answers).to.have.length(1);
    answers[0]?.(1);
    await new Promise(setImmediate);
    const third = source.read(signal);
    await new Promise(setImmediate);
    answers[1]?.(2);
    expect(await third).to.deep.include({
      readings: [{ measurement: 0, index: [], series: new Map([['', 2]]) }],
    });
  });
});

describe('what a handler needs open', () => {
  it('is opened once, before the first figure, and closed', async () => {
    const calls: string[] = [];
    const handler = {
      open: () => void calls.push('open'),
      scalars: { busy: () => calls.push('busy') },
      close: () => void calls.push('close'),
    };
    const source = createHandlerSource({ name: 'host', handler, wanted: WANTED.slice(0, 1) });
    await source.read(new AbortController().signal);
    await source.read(new AbortController().signal);
    await source.close();
    expect(calls).to.deep.equal(['open', 'busy', 'busy', 'close']);
  });

  it('is tried again where it could not be opened', async () => {
    let attempts = 0;
    const handler = {
      open() {
        if (++attempts === 1) throw new Error('no such device');
      },
      scalars: { busy: () => 1 },
    };
    const source = createHandlerSource({ name: 'host', handler, wanted: WANTED.slice(0, 1) });
    const { signal } = new AbortController();
    expect(await source.read(signal)).to.deep.equal({
      ok: false,
      reason: 'open of the handler failed: no such device',
    });
    expect((await source.read(signal)).ok).to.equal(true);
  });
});
