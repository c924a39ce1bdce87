import { expect } from 'chai';
import { run } from '../cli/run.ts';
import { DOCUMENTS, findAnchors, findCommandLines, findLinks, isThere } from './markdown.ts';

describe('The documents', () => {
  it('have links to files and sections that are there', () => {
    const broken = DOCUMENTS.flatMap((path) =>
      findLinks(path).flatMap(({ written, file, anchor }) => {
        if (!isThere(file)) return [`${path}: ${written}: no such file`];
        if (anchor === undefined || !file.endsWith('.md')) return [];
        return findAnchors(file).has(anchor) ? [] : [`${path}: ${written}: no such section`];
      }),
    );
    expect(broken).to.deep.equal([]);
    expect(DOCUMENTS.flatMap(findLinks)).to.have.length.above(100);
  });

  it('call kpi1 by commands and options that it has', async () => {
    const calls = DOCUMENTS.flatMap((path) => findCommandLines(path).map((line) => ({ path, line })));
    expect(calls).to.have.length.above(15);
    for (const { path, line } of calls) {
      const words = line.split(/\s+/);
      const first = words.findIndex((word) => !/^[a-z-]+$/.test(word) || word.startsWith('-'));
      const { code, out, err } = await run(...words.slice(0, first === -1 ? undefined : first), '--help');
      expect(code, `${path}: kpi1 ${line}\n${err}`).to.equal(0);
      for (const [option] of line.matchAll(/(?<=\s)--[a-z-]+/g)) {
        expect(out, `${path}: kpi1 ${line}`).to.match(new RegExp(`${option}\\b`));
      }
    }
  });
});
