import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadDefinitions } from '../../../generator/definitions/load.ts';
import kpiSchema from '../../../kpi-defs/kpi.schema.json' with { type: 'json' };
import projectSchema from '../../../kpi-defs/project.schema.json' with { type: 'json' };

const PAGE = readFileSync(new URL('../../../docs/definitions.md', import.meta.url), 'utf8');
const SECTIONS = new Map(
  PAGE.split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

describe('docs/definitions.md', () => {
  it('has a table of exactly the fields that each schema has', () => {
    const schemas = [kpiSchema, projectSchema, ...Object.values(kpiSchema.$defs)];
    const { threshold } = kpiSchema.$defs.kpi.properties;
    for (const { title, properties } of [...schemas, threshold]) {
      const rows = [...(SECTIONS.get(title)?.matchAll(/^\| `(\w+)` \|/gm) ?? [])].map(([, field]) => field);
      expect(rows, title).to.deep.equal(Object.keys(properties));
    }
  });

  it('says mandatory of what is', () => {
    for (const { title, properties, required } of Object.values(kpiSchema.$defs)) {
      const section = SECTIONS.get(title) ?? '';
      if (!section.includes('| mandatory |')) continue;
      const rows = [...section.matchAll(/^\| `(\w+)` \|.*\| mandatory \|$/gm)].map(([, field]) => field);
      expect(rows.sort(), title).to.deep.equal([...required].sort());
      expect(Object.keys(properties)).to.include.members(rows);
    }
  });

  it('has an example without a problem', () => {
    const section = SECTIONS.get('A complete example') ?? '';
    const files = [...section.matchAll(/^`(\w+\.yaml)`:\n\n```yaml\n([\s\S]*?)```/gm)];
    const sources = files.map(([, file = '', content = '']) => ({ file, content }));
    expect(sources.map(({ file }) => file)).to.deep.equal(['project.yaml', 'sip.yaml']);
    expect(loadDefinitions(sources).diagnostics).to.deep.equal([]);
  });

  it('links to sections and pages that are there', () => {
    const headings = new Set([...SECTIONS.keys()].map((title) => title.toLowerCase().replaceAll(' ', '-')));
    for (const [, target = ''] of PAGE.matchAll(/\]\(([^)]+)\)/g)) {
      if (target.startsWith('#')) expect(headings, target).to.include(target.slice(1));
      else
        expect(
          () => readFileSync(new URL(target, new URL('../../../docs/', import.meta.url))),
          target,
        ).not.to.throw();
    }
  });
});
