import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { startKpi1 } from './kpi1.ts';
import type { PeerProcess } from './peer-process.ts';
import { type AgentFolder, createAgentFolder } from './served-agent.ts';

const USER = {
  name: 'ops',
  auth: { protocol: 'SHA-512', passphrase: 'auth passphrase' },
  priv: { protocol: 'AES-256', passphrase: 'priv passphrase' },
} as const;

describe('K68 kpi1 oe query, the SNMP master, at kpi1 agent, the SNMP agent', function () {
  this.timeout(60_000);
  let folder: AgentFolder;
  let agent: PeerProcess;
  const file = (name: string) => join(dirname(folder.configuration), name);

  before(async () => {
    folder = await createAgentFolder(
      {
        communities: [{ name: 'noc', from: ['127.0.0.0/8'], view: 'all' }],
        users: [{ ...USER, view: 'all' }],
        views: { all: { include: ['1.3.6.1'] } },
      },
      [],
    );
    writeFileSync(file('auth'), `${USER.auth.passphrase}\n`);
    writeFileSync(file('priv'), `${USER.priv.passphrase}\n`);
    writeFileSync(file('wrong'), 'wrong passphrase\n');
    agent = await folder.start();
  });
  after(async () => {
    await agent?.stop();
    await folder?.remove();
  });

  const query = async (...more: string[]) => {
    const kpi1 = startKpi1('oe', 'query', '--snmp', `127.0.0.1:${folder.port}`, ...more, '--timeout', '4s');
    const code = await kpi1.exited;
    return { code, output: kpi1.output() };
  };
  const asUser = (authFile: string, privFile: string) => [
    ...['--user', 'ops', '--auth', 'SHA-512', '--auth-file', file(authFile)],
    ...['--priv', 'AES-256', '--priv-file', file(privFile)],
  ];

  it('K66 K70 K73 reads a module with a community of v2c, and why there is no value yet', async () => {
    const { code, output } = await eventually('the measurements have been sampled', async () => {
      const answered = await query('HOST-KPI-MIB', '-c', 'noc');
      if (/^ {2}NAME +VALUE +UNIT/m.test(answered.output)) return answered;
      throw new Error(answered.output);
    });
    expect(code).to.equal(0);
    expect(output).to.match(/^Processor$/m);
  });

  it('reads configuration as a user of v3, with SHA-512 and AES-256', async () => {
    const { code, output } = await query('--config', 'instance', ...asUser('auth', 'priv'));
    expect(code).to.equal(0);
    expect(output).to.contain('test-01');
  });

  it('ends with 1, and says what to compare, where a passphrase is wrong', async () => {
    const { code, output } = await query('HOST-KPI-MIB', ...asUser('wrong', 'priv'));
    expect(output).to.match(
      /refuses user \S+: the authentication passphrase or protocol is wrong\.\nremedy: Compare --auth/,
    );
    expect(code).to.equal(1);
  });

  it('ends with 3 where the community is wrong, or nobody is there: an agent does not answer strangers', async () => {
    const wrong = await query('HOST-KPI-MIB', '-c', 'other');
    expect(wrong.code).to.equal(3);
    expect(wrong.output).to.contain('does not answer over SNMP.\nremedy: See that the agent runs');
    const port = await freePort('udp');
    const nobody = startKpi1('oe', 'query', 'HOST-KPI-MIB', '--snmp', `127.0.0.1:${port}`, '--timeout', '1s');
    expect(await nobody.exited).to.equal(3);
  });
});
