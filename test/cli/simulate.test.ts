import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startPeer } from '../interop/peer-process.ts';
import { MODEL } from '../verify/verified-calls.ts';
import { Folder } from './folder.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

describe('kpi1 simulate', function () {
  this.timeout(30_000);
  let folder: Folder;
  let temporary: string;
  beforeEach(() => {
    folder = new Folder();
    temporary = mkdtempSync(join(tmpdir(), 'kpi1-test-'));
  });
  afterEach(() => {
    folder.remove();
    rmSync(temporary, { recursive: true, force: true });
  });

  it('leaves nothing in the temporary folder where a signal ends it before it runs', async () => {
    const model = folder.write('model.json', JSON.stringify(MODEL));
    // While it reads its script of faults, it is at a place of which the test knows.
    const script = join(temporary, 'faults.yaml');
    execFileSync('mkfifo', [script]);
    const args = ['--import', 'tsx', MAIN, 'simulate', '--model', model, '--listen', '127.0.0.1:0'];
    const env = { ...process.env, TMPDIR: temporary };
    const simulation = startPeer(process.execPath, [...args, '--fault', script], { env });
    const read = await open(script, 'w');
    await simulation.stop();
    await read.close();
    const left = readdirSync(temporary).filter((name) => name.startsWith('kpi1-simulate-'));
    expect(left, simulation.output()).to.deep.equal([]);
  });
});
