import { expect } from 'chai';
import { parse } from 'yaml';
import { generate } from '../../../generator/generate.ts';

const PROJECT = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';

/** A sensor, with its unit, of rows that have these parts as their index. */
function sensorOf(
  index: readonly string[],
  unit = 'calls',
): { readonly descr: string; readonly index: string } {
  const parts = index.map(
    (dataType, at) => `      - { name: part${at}, dataType: ${dataType}, description: P. }`,
  );
  const content = `\
module:
  name: ROWS-KPI-MIB
  prefix: rows
  description: Rows.
  revisions: [{ date: 2026-11-21, description: First version. }]
objects:
  - name: cell
    description: A cell.
    index:
${parts.join('\n')}
measurements:
  - { name: calls, description: Calls., unit: "${unit}", dataType: gauge, per: cell }
`;
  const { output, diagnostics } = generate({
    sources: [
      { file: 'project.yaml', content: `${PROJECT}nms: [librenms]\n` },
      { file: 'rows.yaml', content },
    ],
    handlers: new Map(),
    generator: 'kpi1 test',
  });
  expect(diagnostics).to.deep.equal([]);
  const { modules } = parse(output?.files.get('nms/librenms/os_discovery/kpi1.yaml') ?? '');
  return modules.sensors.count.data[0];
}

describe('nms/librenms', () => {
  it('finds no template in a text of the definitions', () => {
    const { descr } = sensorOf(['string(1..20)'], '{{ $index }} {{{');
    expect(descr).to.equal('calls ({ { $index }} { { {) of cell {{ $index_string }}');
  });

  for (const [index, name] of [
    [['string(1..20)'], '{{ $index_string }}'],
    [['integer'], '{{ $subindex0 }}'],
    [['integer', 'integer', 'string(1..9)'], '{{ $subindex0 }}, {{ $subindex1 }}, {{ $index_string:nns }}'],
    [['string(1..9)', 'string(1..9)'], '{{ $index_string }}, {{ $index_string:ss }}'],
    // There is no template for a number behind a text, nor for a text without its length before it.
    [['string(1..9)', 'integer'], '{{ $index }}'],
    [['string(2..2)'], '{{ $index }}'],
  ] as const) {
    it(`names a row by its index of ${index.join(', ')} as far as LibreNMS can take it apart`, () => {
      const sensor = sensorOf(index);
      expect(sensor.descr).to.equal(`calls (calls) of cell ${name}`);
      expect(sensor.index).to.equal(`rowsCalls.${name.replaceAll(', ', '.')}`);
    });
  }
});
