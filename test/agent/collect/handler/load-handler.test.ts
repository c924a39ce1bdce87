import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { HandlerError, loadHandler } from '../../../../agent/collect/handler/load-handler.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../fixtures/handlers/${name}`, import.meta.url));

describe("a handler's file", () => {
  let folder: string;
  let number = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'kpi1-handler-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function mistakeIn(text: string, extension = 'mjs') {
    const file = join(folder, `handler-${number++}.${extension}`);
    writeFileSync(file, text);
    try {
      await loadHandler(file);
    } catch (error) {
      expect(error).to.be.instanceOf(HandlerError);
      return (error as Error).message.replace(file, 'FILE');
    }
    return undefined;
  }

  it('may be TypeScript or JavaScript', async () => {
    const { signal } = new AbortController();
    expect((await loadHandler(fixture('good.ts'))).scalars?.['users']?.(signal)).to.equal(3);
    expect((await loadHandler(fixture('good.mjs'))).scalars?.['users']?.(signal)).to.equal(4);
  });

  it('is named where it is not there or cannot be compiled', async () => {
    const missing = join(folder, 'missing.ts');
    const error = await loadHandler(missing).catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(HandlerError);
    expect((error as Error).message).to.include(`${missing} cannot be loaded: `);
    expect(await mistakeIn('export default {', 'ts')).to.match(/^FILE cannot be loaded: /);
    expect(await mistakeIn('export default {')).to.match(/^FILE cannot be loaded: /);
  });

  it('is named where it throws', async () => {
    expect(await mistakeIn('throw new Error("no sensors here")')).to.equal(
      'FILE cannot be loaded: no sensors here',
    );
  });

  for (const [text, mistake] of Object.entries({
    'export const handler = {};': 'it has no default export',
    'export default 7;': 'its default export is 7, not an object',
    'export default () => 1;': 'its default export is a function, not an object',
    'export default { scalars: [] , tables: null };': 'its tables is null, not an object of methods',
    'export default { open: 1 };': 'its open is 1, not a method',
  })) {
    it(`is no handler: ${text}`, async () => {
      expect(await mistakeIn(text)).to.equal(`FILE is no handler: ${mistake}`);
    });
  }
});
