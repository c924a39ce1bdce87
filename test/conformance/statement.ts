import { BINDINGS, ENVIRONMENT, INSTANCE, OPEN_POINTS, type Requirement, TEMPLATE } from './requirements.ts';

const SECTIONS: readonly [string, readonly Requirement[]][] = [
  ['The KPI definition template', TEMPLATE],
  ['The KPIinOMA-enabled Instance', INSTANCE],
  ['The Operational Environment', ENVIRONMENT],
  ['The KPI-1 interface', BINDINGS],
  ['What the specification leaves open', OPEN_POINTS],
];

export const REQUIREMENTS: readonly Requirement[] = SECTIONS.flatMap(([, rows]) => rows);

/** docs/conformance.md, from the requirements and the test files that show each. */
export function writeStatement(shownBy: ReadonlyMap<string, ReadonlySet<string>>): string {
  const tables = SECTIONS.map(([title, rows]) => {
    const lines = rows.map(({ id, section, text, limit }) => {
      const files = [...(shownBy.get(id) ?? [])].sort();
      const status = files.length === 0 ? 'not shown' : limit === undefined ? 'yes' : `yes: ${limit}`;
      const links = files.map((file) => `[${file}](../test/${file})`);
      return `| ${id} | ${section} | ${text} | ${status} | ${links.join('<br>')} |`;
    });
    const settled = rows === OPEN_POINTS ? 'settled' : 'kept';
    return `## ${title}\n\n| id | section | what | ${settled} | shown by |\n|---|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `# Conformance to KPIinOMA\n\nEvery requirement of the OMA specification *Key Performance Indicators in OMA*, and every point that it leaves open, with the tests that are named after it. \`npm test\` writes this page anew with \`UPDATE_GOLDEN=1\`, and fails where it is not what the tests say.\n\n${tables.join('\n')}`;
}
