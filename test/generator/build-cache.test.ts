import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Diagnostic } from '../../document/diagnostic.ts';
import { openBuildCache } from '../../generator/build-cache.ts';

const SAID: Diagnostic[] = [{ severity: 'warning', rule: 'HANDLER-ORPHAN', message: 'An old method.' }];

describe('The build cache', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'kpi1-cache-'));
    for (const name of [
      'defs/sip.yaml',
      'defs/oid.lock.yaml',
      'out/mibs/A-MIB.mib',
      'out/agent/handlers/a.ts',
    ])
      put(name, name);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function put(name: string, text: string): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const open = (definitions = 'defs', out = 'out') =>
    openBuildCache(
      { definitions: join(root, definitions), out: join(root, out) },
      { XDG_CACHE_HOME: join(root, 'cache') },
    );

  it('knows nothing before the first build', () => {
    expect(open().diagnostics).to.equal(undefined);
  });

  it('says again what the last build said, while nothing has changed', () => {
    open().store(SAID);
    expect(open().diagnostics).to.deep.equal(SAID);
  });

  for (const [what, change] of [
    ['a definition changed', () => put('defs/sip.yaml', 'new')],
    ['a definition came', () => put('defs/web.yaml', 'new')],
    ['the lock changed', () => put('defs/oid.lock.yaml', 'new')],
    ['the lock went', () => rmSync(join(root, 'defs/oid.lock.yaml'))],
    ['a generated file changed', () => put('out/mibs/A-MIB.mib', 'new')],
    ['a generated file went', () => rmSync(join(root, 'out/mibs/A-MIB.mib'))],
    ['a file came to the output', () => put('out/agent/generated/x.gen.ts', 'new')],
    ['a handler changed', () => put('out/agent/handlers/a.ts', 'new')],
    [
      'the cache is damaged',
      () => put(join('cache/kpi1', readdirSync(join(root, 'cache/kpi1'))[0] as string), '{"diagnostics":'),
    ],
    [
      'the cache holds something else',
      () => put(join('cache/kpi1', readdirSync(join(root, 'cache/kpi1'))[0] as string), 'null'),
    ],
  ] as const) {
    it(`knows nothing once ${what}`, () => {
      open().store(SAID);
      change();
      expect(open().diagnostics).to.equal(undefined);
    });
  }

  it('keeps builds of different folders apart', () => {
    open().store(SAID);
    expect(open('defs', 'elsewhere').diagnostics).to.equal(undefined);
  });

  it('is not fooled by a definition that is saved while the build runs', () => {
    const running = open();
    put('defs/sip.yaml', 'saved meanwhile');
    running.store(SAID);
    expect(open().diagnostics).to.equal(undefined);
  });

  it('takes the lock and the handlers that the build itself wrote for granted', () => {
    const running = open();
    put('defs/oid.lock.yaml', 'one more name');
    put('out/agent/handlers/b.ts', 'a stub');
    running.store(SAID);
    expect(open().diagnostics).to.deep.equal(SAID);
  });

  it('lets the build be where it cannot be written', () => {
    put('cache', 'a file where the folder would be');
    open().store(SAID);
    expect(open().diagnostics).to.equal(undefined);
  });
});
