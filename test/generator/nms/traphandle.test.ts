import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';

const SCRIPT = join(import.meta.dirname, '../../../nms/snmptrapd/traphandle');

/** What the script makes of what snmptrapd gives it: host, address, and a line for each object. */
function handle(...lines: readonly string[]): string {
  const { stdout, stderr } = spawnSync('/bin/sh', [SCRIPT], {
    input: ['localhost', 'UDP: [127.0.0.1]:36785->[127.0.0.1]:162', ...lines].join('\n'),
    env: { ...process.env, KPI1_NOTIFY: 'printf %s' },
    encoding: 'utf8',
  });
  expect(stderr).to.equal('');
  return stdout;
}

/** A threshold that is met, of the KPI that these lines name, with the OIDs as snmptrapd writes what is below these. */
const raised = (kpi: string, enterprises: string, trapOid: string) =>
  handle(
    `${trapOid} ${enterprises}.32473.1.0.2`,
    `${enterprises}.32473.1.1.1.1.0 "pbx-01"`,
    `${enterprises}.32473.1.1.9.7.0 ${kpi}`,
    `${enterprises}.32473.1.1.9.8.0 1`,
    `${enterprises}.32473.1.1.9.9.0 ">= 0"`,
    `${enterprises}.32473.1.1.9.10.0 "58"`,
  );

describe('nms/snmptrapd/traphandle', () => {
  for (const [mibs, enterprises, trapOid] of [
    ['by number (-On)', '.1.3.6.1.4.1', '.1.3.6.1.6.3.1.1.4.1.0'],
    ['without MIB modules, as on Debian', 'iso.3.6.1.4.1', 'iso.3.6.1.6.3.1.1.4.1.0'],
    ['with those of SNMPv2 alone', 'SNMPv2-SMI::enterprises', 'SNMPv2-MIB::snmpTrapOID.0'],
  ] as const) {
    it(`understands OIDs ${mibs}`, () => {
      expect(raised('"Load"', enterprises, trapOid)).to.equal('pbx-01: Load is 58, warning: >= 0');
    });
  }

  // What snmptrapd 5.9.3 wrote of these names.
  for (const [name, written] of [
    ['Plain "q" $(id) `id` \\ 5\' %s', '"Plain \\"q\\" $(id) `id` \\\\ 5\' %s"'],
    [
      'Größte "Last" $(id) `id` \\ 5\' %s -n',
      '"47 72 C3 B6 C3 9F 74 65 20 22 4C 61 73 74 22 20 \n24 28 69 64 29 20 60 69 64 60 20 5C 20 35 27 20 \n25 73 20 2D 6E "',
    ],
    ['A1 B2', '"A1 B2"'],
  ] as const) {
    it(`says the name ${name} as it is`, () => {
      const message = raised(written, 'iso.3.6.1.4.1', 'iso.3.6.1.6.3.1.1.4.1.0');
      expect(message).to.equal(`pbx-01: ${name} is 58, warning: >= 0`);
    });
  }
});
