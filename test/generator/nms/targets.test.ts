import { expect } from 'chai';
import { generate } from '../../../generator/generate.ts';
import { NMS_TARGETS } from '../../../generator/nms/targets.ts';
import schema from '../../../kpi-defs/project.schema.json' with { type: 'json' };

const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';
const DEFINITIONS = `\
module:
  name: CALLS-KPI-MIB
  prefix: calls
  description: Calls.
  revisions: [{ date: 2026-11-21, description: First version. }]
measurements:
  - { name: answered, description: Answered., unit: calls, dataType: counter }
`;

/** What a project with this field has below nms/; without one all of it. */
function build(field = ''): Map<string, string> {
  const sources = [
    { file: 'project.yaml', content: PROJECT + field },
    { file: 'calls.yaml', content: DEFINITIONS },
  ];
  const { output, diagnostics } = generate({ sources, handlers: new Map(), generator: 'kpi1 test' });
  expect(diagnostics).to.deep.equal([]);
  return new Map([...(output?.files ?? [])].filter(([path]) => path.startsWith('nms/')));
}

const folderOf = (path: string) => path.split('/')[1];

describe('nms of project.yaml', () => {
  it('chooses from the folders that there are otherwise', () => {
    expect([...new Set([...build().keys()].map(folderOf))]).to.deep.equal(NMS_TARGETS);
    expect(schema.properties.nms.items.enum).to.deep.equal(NMS_TARGETS);
  });

  for (const target of NMS_TARGETS) {
    it(`has of ${target} alone the same files as of all`, () => {
      const own = [...build()].filter(([path]) => folderOf(path) === target);
      expect([...build(`nms: [${target}]\n`)]).to.deep.equal(own);
    });
  }

  it('may name several, in any order and twice, or none', () => {
    const some = [...build('nms: [html, zabbix-7.0, html]\n').keys()].map(folderOf);
    expect(some).to.deep.equal(['zabbix-7.0', 'zabbix-7.0', 'html']);
    expect([...build('nms: []\n')]).to.deep.equal([]);
  });
});
