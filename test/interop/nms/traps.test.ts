import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../eventually.ts';
import { freePort } from '../free-port.ts';
import { requirePeer } from '../peers.ts';
import { startTrapDaemon, type TrapDaemon } from '../trap-daemon.ts';
import { type ServedCalls, serveCalls } from './served-calls.ts';

/** The configuration that Debian's package brings. */
const SNMPTT_INI = '/etc/snmp/snmptt.ini';

/** snmptt takes out of values what a shell could mistake. */
const safe = (text: string) => text.replace('<', '');

describe('nms/ for notifications: snmptrapd hands those of our agent to snmptt and to our traphandle', function () {
  this.timeout(60_000);
  let calls: ServedCalls | undefined;
  let daemon: TrapDaemon | undefined;

  before(async function () {
    const snmptt = requirePeer(this, 'snmptt');
    const snmptrapd = requirePeer(this, 'snmptrapd');
    const port = await freePort('udp');
    calls = await serveCalls({
      notify: [{ type: 'snmp', to: `127.0.0.1:${port}`, community: 'kpi1', inform: true }],
    });
    const nms = join(calls.folder, 'nms');
    const ini = readFileSync(SNMPTT_INI, 'utf8')
      .replace(/^log_file =.*/m, `log_file = ${calls.folder}/snmptt.log`)
      .replace(/^((?:syslog|syslog_system)_enable) =.*/gm, '$1 = 0')
      .replace(/^ipv6_enable =.*/m, 'ipv6_enable = 0')
      .replace(
        /^snmptt_conf_files = <<END\n[\s\S]*?^END/m,
        `snmptt_conf_files = <<END\n${nms}/snmptt/KPI1-MIB.conf\nEND`,
      );
    writeFileSync(join(calls.folder, 'snmptt.ini'), ini);
    // snmptrapd hands a notification to one program: this one asks both, and takes out what -OQ puts in.
    const both = `#!/bin/sh
cd ${calls.folder}
sed 's/ = / /' > notification
KPI1_NOTIFY=echo /bin/sh nms/snmptrapd/traphandle < notification >> traphandle.log
${snmptt} --ini=snmptt.ini < notification
`;
    writeFileSync(join(calls.folder, 'both'), both);
    daemon = await startTrapDaemon(
      snmptrapd,
      ['authCommunity log,execute kpi1', `traphandle default /bin/sh ${calls.folder}/both`],
      {},
      port,
    );
  });
  after(async () => {
    await daemon?.stop();
    await calls?.stop();
  });

  afterEach(function () {
    if (this.currentTest?.isFailed()) console.log(daemon?.lines('').join('\n'));
  });

  /** A line of a log, as soon as it is there. */
  const said = (log: string, text: string) =>
    eventually(`${log} has ${text}`, async () =>
      readFileSync(join(calls!.folder, log), 'utf8')
        .split('\n')
        .find((line) => line.includes(text)),
    );

  it('a critical threshold, met, and no longer', async () => {
    await calls!.call(10_000, 1_234);
    const raised = 'test-01: Answer Ratio is 12.34, critical: < 20';
    expect(await said('traphandle.log', raised)).to.equal(raised);
    expect(await said('snmptt.log', safe(raised))).to.match(
      /\.1\.3\.6\.1\.4\.1\.32473\.1\.0\.2 CRITICAL "KPI" /,
    );
    await calls!.call(10_000, 4_999);
    const cleared = 'test-01: Answer Ratio is 49.99, no longer critical: < 20';
    expect(await said('traphandle.log', cleared)).to.equal(cleared);
    expect(await said('snmptt.log', safe(cleared))).to.match(
      /\.1\.3\.6\.1\.4\.1\.32473\.1\.0\.3 Normal "KPI" /,
    );
  });

  it('a report', async () => {
    const line = await said('traphandle.log', ': report ');
    expect(line).to.match(/^test-01: report \d+ of EXAMPLE-CALL-KPI-MIB, part 1 of 1$/);
    expect(await said('snmptt.log', line)).to.include(' Normal "KPI" ');
  });
});
