/** A definition set of a given size, as text: what the build is timed on. */
export function writeDefinitions(kpis: number, measurements: number): Map<string, string> {
  const lines = [
    'module:',
    '  name: BENCH-KPI-MIB',
    '  prefix: bench',
    '  description: Definitions made to be measured.',
    '  revisions:',
    '    - { date: 2026-11-21, description: First version. }',
    'objects:',
    '  - name: port',
    '    description: A port.',
    '    index:',
    '      - { name: portNumber, dataType: integer, range: 1..65535, description: Number of the port. }',
    'measurements:',
  ];
  for (let n = 1; n <= measurements; n++) {
    const per = n % 10 === 0 ? ', per: port' : '';
    lines.push(
      `  - { name: requests${n}, description: Requests of kind ${n} received., unit: requests, dataType: counter${per} }`,
    );
  }
  lines.push('kpis:');
  for (let n = 1; n <= kpis; n++) {
    const pair = 2 * n > measurements ? [1, 2] : [2 * n - 1, 2 * n];
    const second = (pair[1] as number) % 10 === 0 ? `sum(requests${pair[1]})` : `requests${pair[1]}`;
    lines.push(
      `  - name: Share of Kind ${n}`,
      `    description: Share of requests of kind ${pair[0]} in both kinds.`,
      `    purpose: Shows which kind of request the service is asked for.`,
      `    formula: 100 * requests${pair[0]} / (requests${pair[0]} + ${second})`,
      '    unit: percent',
      '    dataType: real(2)',
      '    range: 0..100',
      '    reportingFrequency: 5m',
      '    reportingDuration: 1h',
      '    dataSource: Bench',
      '    category: Traffic',
    );
  }
  const project = 'enterprise: 32473\norganization: Example Inc.\ncontact: noc@example.com\n';
  return new Map([
    ['project.yaml', project],
    ['bench.yaml', `${lines.join('\n')}\n`],
  ]);
}
