import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CONFIG_RULES } from '../../agent/config/rules.ts';
import type { Rule } from '../../document/rules.ts';
import { RULES } from '../../generator/rules.ts';

const ALL: Readonly<Record<string, Rule>> = { ...RULES, ...CONFIG_RULES };
const PAGE = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
const SECTIONS = PAGE.split(/^## /m)
  .slice(1)
  .map((section) => ({ id: section.slice(0, section.indexOf('\n')), text: section }));

describe('docs/rules.md', () => {
  it('has a section for each rule, once, and for nothing else', () => {
    const sections = SECTIONS.map(({ id }) => id).sort();
    expect(sections).to.deep.equal(Object.keys(ALL).sort());
  });

  it('gives each rule its severity and title', () => {
    for (const { id, text } of SECTIONS) {
      const rule = ALL[id];
      const severity = rule?.severity === 'error' ? 'Error' : 'Warning';
      expect(text.split('\n')[2], id).to.equal(`**${severity}.** ${rule?.title}.`);
    }
  });

  it('says more of each rule than its title', () => {
    for (const { id, text } of SECTIONS) {
      expect(text.split('\n').slice(3).join('\n').trim().length, id).to.be.greaterThan(60);
    }
  });

  it('has ids in capital words that say the subject first', () => {
    for (const id of Object.keys(ALL)) expect(id).to.match(/^[A-Z0-9]+(?:-[A-Z0-9]+)*$/);
  });
});
