import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import packageJson from '../../package.json' with { type: 'json' };
import { run } from '../cli/run.ts';
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

  const commands = [...code, ...blocks].flatMap(({ path, text }) =>
    text.split('\n').map((line) => ({ path, command: bare(line) })),
  );

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
    const followed = [...tests.matchAll(/\bfollow\(\s*'(.*)',/g)].map(([, path]) => path);
    for (const { path, place, language, manner, text } of blocks) {
      if (manner === 'elsewhere') expect(leaveOut(path, text).trim(), place).to.equal('');
      else if (language === 'sh' || language === 'sql') expect(followed, place).to.include(path);
    }
  });

  it('have what is in that list, and what shows it is there', () => {
    for (const { command, documents, instead } of ELSEWHERE) {
      for (const path of documents) {
        const own = blocks.filter((block) => block.path === path && block.language === 'sh');
        const each = own.flatMap(({ text }) => text.split(/\n| && /).map(bare));
        expect(each, path).to.include(command);
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

  it('name scripts and parts of the benchmark that there are', () => {
    const parts = [...readFileSync(join(ROOT, 'bench/main.ts'), 'utf8').matchAll(/^ {2}(\w+): \{/gm)];
    const found = commands.flatMap(({ path, command }) => {
      const [, script, part] = /^npm run (\w+)(?: -- (\w+))?/.exec(command) ?? [];
      return script === undefined || path === 'docs/tutorial.md' ? [] : [{ path, script, part }];
    });
    expect(found).to.have.length.above(10);
    for (const { path, script, part } of found) {
      expect(packageJson.scripts, path).to.have.property(script);
      if (part !== undefined)
        expect(
          parts.map(([, name]) => name),
          path,
        ).to.include(part);
    }
  });

  it('name test files, and variables that these read', () => {
    const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
    const found = commands.flatMap(({ path, command }) => {
      const [, variable, folder = ''] =
        /^([A-Z_]+)=\w+ (?:npm test|npx mocha '?test\/(.*\/)[^/]*)/.exec(command) ?? [];
      return variable === undefined ? [] : [{ path, variable, folder }];
    });
    expect(found).to.have.length.above(3);
    for (const { path, variable, folder } of found) {
      const files = tests.filter((name) => name.startsWith(folder) && name.endsWith('.ts'));
      const text = files.map((name) => readFileSync(join(ROOT, 'test', name), 'utf8')).join('');
      expect(text, `${path}: ${variable}`).to.contain(variable);
    }
  });
});
