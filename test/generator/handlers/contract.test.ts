import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { generate } from '../../../generator/generate.ts';
import { projectArbitrary } from '../arbitrary-definitions.ts';
import { goldenInput } from '../golden.ts';

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const OPTIONS = {
  compilerOptions: {
    strict: true,
    noUnusedParameters: true,
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023', 'dom'],
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
  },
};

const CONTRACT = 'agent/generated/example-store-kpi-mib.gen.ts';
const STUB =
  generate(goldenInput('evolved')).output?.files.get('agent/handlers/example-store-kpi-mib.ts') ?? '';
const ROWS = "async () => [{ cabinet: 'A', number: 1, bayItems: 2, bayWeight: undefined }]";

/** Handlers, and what the compiler must say of each. */
const HANDLERS = [
  ['is kept by the stub, in a project that has nothing of ours', '', '', undefined],
  ['is kept by rows', 'bay: () => undefined', `bay: ${ROWS}`, undefined],
  [
    'is kept by a promise',
    'newTotal: () => undefined',
    'newTotal: async (signal) => (signal.aborted ? 1 : 5n)',
    undefined,
  ],
  [
    'is broken by a missing method',
    '    isOpen: () => undefined,\n',
    '',
    /error TS2741: .*'isOpen' is missing/,
  ],
  ['is broken by a missing table', '    bay: () => undefined,\n', '', /error TS2741: .*'bay' is missing/],
  [
    'is broken by an orphaned method',
    'isOpen: () => undefined',
    'isOpen: () => true, wasOpen: () => true',
    /error TS2353: .*'wasOpen' does not exist/,
  ],
  ['is broken by a figure of another type', 'isOpen: () => undefined', "isOpen: () => 'yes'", /error TS2322/],
  [
    'is broken by a row without its index',
    'bay: () => undefined',
    "bay: () => [{ cabinet: 'A', bayItems: 2, bayWeight: 1 }]",
    /'number' is missing/,
  ],
] as const;

const PROJECTS = 15;

/** Contracts and stubs of random projects. */
function randomFiles(): [string, string][] {
  return Array.from({ length: PROJECTS }, (_, number) => {
    const [project] = fc.sample(projectArbitrary(number), { numRuns: 1, seed: number });
    const { output } = generate({
      sources: project?.sources ?? [],
      handlers: new Map(),
      generator: 'kpi1 0.0.0',
    });
    return [...(output?.files ?? [])].filter(([name]) => name.endsWith('.ts'));
  }).flat();
}

describe('The contract of a handler', function () {
  this.timeout(60_000);
  let said: string;

  before(() => {
    const folder = mkdtempSync(join(tmpdir(), 'kpi1-contract-'));
    const write = (name: string, text: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    };
    write('tsconfig.json', JSON.stringify(OPTIONS));
    write(CONTRACT, generate(goldenInput('evolved')).output?.files.get(CONTRACT) ?? '');
    HANDLERS.forEach(([, from, to], at) => {
      expect(STUB).to.include(from);
      write(`agent/handlers/handler${at}.ts`, STUB.replace(from, to));
    });
    for (const [name, text] of randomFiles()) write(name, text);
    said = spawnSync(process.execPath, [TSC, '--project', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    }).stdout;
    rmSync(folder, { recursive: true });
  });

  HANDLERS.forEach(([what, , , error], at) => {
    it(error ? `${what}: a compile error` : what, () => {
      const lines = said.split('\n').filter((line) => line.includes(`handler${at}.ts`));
      if (error) expect(lines.join('\n'), said).to.match(error);
      else expect(lines).to.deep.equal([]);
    });
  });

  it('is sound, and kept by the stub, whatever the definitions', () => {
    const lines = said.split('\n').filter((line) => line !== '' && !/^\s|handlers\/handler\d/.test(line));
    expect(lines).to.deep.equal([]);
  });
});
