import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { FAULT_RULES } from '../../simulate/faults/rules.ts';
import { VERIFY_RULES } from '../../verify/rules.ts';

const PAGES = { 'docs/verify.md': VERIFY_RULES, 'docs/simulate.md': FAULT_RULES };

for (const [file, rules] of Object.entries(PAGES)) {
  describe(file, () => {
    const page = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const sections = page
      .split(/^## /m)
      .slice(1)
      .map((section) => ({ id: section.slice(0, section.indexOf('\n')), lines: section.split('\n') }))
      .filter(({ id }) => /^[A-Z]+(?:-[A-Z]+)+$/.test(id));

    it('has a section for each rule, once, and for nothing else', () => {
      expect(sections.map(({ id }) => id).sort()).to.deep.equal(Object.keys(rules).sort());
    });

    it('gives each rule its severity and title, and says more of it', () => {
      for (const { id, lines } of sections) {
        const { severity, title } = rules[id as keyof typeof rules] as { severity: string; title: string };
        expect(lines[2], id).to.equal(`**${severity === 'error' ? 'Error' : 'Warning'}.** ${title}.`);
        expect(lines.slice(3).join('').length, id).to.be.greaterThan(60);
      }
    });
  });
}
