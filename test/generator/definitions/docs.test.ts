import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadDefinitions } from '../../../generator/definitions/load.ts';
import kpiSchema from '../../../kpi-defs/kpi.schema.json' with { type: 'json' };

const PAGE = readFileSync(new URL('../../../docs/definitions.md', import.meta.url), 'utf8');
const SECTIONS = new Map(
  PAGE.split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
);

describe('docs/definitions.md', () => {
  it('has a table for each map of fields', () => {
    const titles = [...Object.values(kpiSchema.$defs), kpiSchema.$defs.kpi.properties.threshold].map(
      ({ title }) => title,
    );
    for (const title of [kpiSchema.title, ...titles])
      expect(SECTIONS.get(title), title).to.include('<!-- made from kpi-defs/kpi.schema.json');
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
