import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import packageJson from '../../package.json' with { type: 'json' };
import { run } from '../cli/run.ts';
import { startPeer } from '../interop/peer-process.ts';
import { bare, ELSEWHERE, leaveOut } from './elsewhere.ts';
import { MANNERS } from './follow.ts';
import {
  DOCUMENTS,
  findAnchors,
  findBlocks,
  findInlineCode,
  findLinks,
  isThere,
  readDocument,
} from './markdown.ts';

const OTHER_LANGUAGES = ['text', 'yaml', 'xml', 'ini', 'dockerfile', 'ebnf', 'formula'];
const COMMAND =
  /^\s*(?:\$ |sudo |(?:npx |kpi1|npm|node|git|curl|snmp\w+|sqlite3|xmllint|docker|helm|kubectl|systemctl|apt-get|install|promtool) )/m;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('The documents', () => {
  const blocks = DOCUMENTS.flatMap((path) => findBlocks(path).map((block) => ({ path, ...block })));
  const code = DOCUMENTS.flatMap((path) => findInlineCode(path).map((text) => ({ path, text })));

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

  it('say of each block what it is, and of each with commands how it is run', () => {
    const fences = DOCUMENTS.flatMap((path) => [...readDocument(path).matchAll(/^[ >]*(?:```|~~~)/gm)]);
    expect(fences, 'a block is not indented, and stands between backticks').to.have.length(2 * blocks.length);
    for (const { place, language, manner, text } of blocks) {
      if (language === 'sh' || language === 'sql') {
        expect(MANNERS, `${place}: how the block is run`).to.include(manner.split(' ')[0]);
      } else {
        expect(OTHER_LANGUAGES, `${place}: the language of the block`).to.include(language);
        expect(['', 'output'], place).to.include(manner);
        if (manner === '') expect(text, `${place}: commands are of the language sh`).not.to.match(COMMAND);
      }
    }
  });

  it('have their commands run by a test, or in the list of those that are shown elsewhere', () => {
    const names = readdirSync(join(ROOT, 'test/docs')).filter((name) => name.endsWith('.test.ts'));
    const tests = names.map((name) => readFileSync(join(ROOT, 'test/docs', name), 'utf8')).join('');
    for (const { path, place, language, manner, text } of blocks) {
      if (manner === 'elsewhere') expect(leaveOut(path, text).trim(), place).to.equal('');
      else if (language === 'sh' || language === 'sql') expect(tests, place).to.contain(`follow('${path}'`);
    }
  });

  it('have what is in that list, and what shows it is there', () => {
    for (const { command, documents, instead } of ELSEWHERE) {
      for (const path of documents) {
        const own = blocks.filter((block) => block.path === path && block.language === 'sh');
        const commands = own.flatMap(({ text }) => text.split(/\n| && /).map(bare));
        expect(commands, path).to.include(command);
      }
      const [file, text] = instead;
      expect(readFileSync(join(ROOT, file), 'utf8'), command).to.contain(text);
    }
  });

  it('call kpi1 by commands and options that it has', async () => {
    const lines = code.flatMap(({ path, text }) => {
      const [, line] = /^(?:npx )?kpi1 (.*)$/.exec(text) ?? [];
      return line === undefined ? [] : [{ path, line }];
    });
    expect(lines).to.have.length.above(50);
    for (const { path, line } of lines) {
      const words = line.split(/\s+/);
      const first = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
      const {
        code: status,
        out,
        err,
      } = await run(...words.slice(0, first === -1 ? undefined : first), '--help');
      expect(status, `${path}: kpi1 ${line}\n${err}`).to.equal(0);
      for (const [option] of line.matchAll(/(?<=\s)--[a-z-]+/g)) {
        expect(out, `${path}: kpi1 ${line}`).to.match(new RegExp(`${option}\\b`));
      }
    }
  });

  it('name scripts, parts of the benchmark, test files and variables that there are', async () => {
    const bench = startPeer(process.execPath, ['--import', 'tsx', 'bench/main.ts', '?'], { cwd: ROOT });
    expect(await bench.exited).to.equal(2);
    const parts = bench
      .output()
      .replace(/.*there is/, '')
      .trim()
      .split(', ');
    const commands = [...code, ...blocks].flatMap(({ path, text }) =>
      text.split('\n').map((line) => ({ path, line: bare(line) })),
    );
    const found = commands.flatMap(({ path, line }) => {
      const [, script] = /^npm run (\w+)/.exec(line) ?? [];
      const [, part] = /^npm run bench -- (\w+)/.exec(line) ?? [];
      const [, variable = '', program, rest = ''] =
        /^([A-Z_]+)=\w+ (npx mocha|npm test) ?(.*)/.exec(line) ?? [];
      return script || program
        ? [{ path, line, script, part, variable, files: rest.replaceAll("'", '') }]
        : [];
    });
    expect(found).to.have.length.above(10);
    const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
    for (const { path, line, script, part, variable, files } of found) {
      const where = `${path}: ${line}`;
      if (script && path !== 'docs/tutorial.md') expect(packageJson.scripts, where).to.have.property(script);
      if (part) expect(parts, where).to.include(part);
      const folder = files.replace(/[^/]*$/, '').replace(/^test\//, '');
      const named = tests.filter((name) => name.startsWith(folder) && name.endsWith('.ts'));
      expect(named, where).not.to.deep.equal([]);
      const text = named.map((name) => readFileSync(join(ROOT, 'test', name), 'utf8')).join('');
      expect(text, where).to.contain(variable);
    }
  });
});
