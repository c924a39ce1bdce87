import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { startPeer } from '../peer-process.ts';
import { requirePeer } from '../peers.ts';
import { type ServedCalls, serveCalls } from './served-calls.ts';

const OK = 0;
const WARNING = 1;
const CRITICAL = 2;

describe('nms/nagios: check_snmp asks our agent with our commands', function () {
  this.timeout(60_000);
  let calls: ServedCalls | undefined;
  let plugins: string;

  before(async function () {
    plugins = dirname(requirePeer(this, 'check_snmp'));
    requirePeer(this, 'snmpget');
    calls = await serveCalls();
  });
  after(async () => {
    await calls?.stop();
  });

  /** Runs a command of a module's file as Nagios does: macros replaced, in a shell. */
  const check = async (module: string, command: string, index = '') => {
    const file = readFileSync(join(calls!.folder, 'nms/nagios', `${module}.cfg`), 'utf8');
    const line = new RegExp(`command_name +${command}\\n +command_line +(.*)\\n`).exec(file)?.[1] ?? '';
    const [address = '', port = ''] = calls!.target.split(':');
    const macros: Record<string, string> = {
      $USER1$: plugins,
      $HOSTADDRESS$: address,
      $_HOSTSNMP_PORT$: port,
      $_HOSTSNMP_COMMUNITY$: 'public',
      $ARG1$: index,
    };
    const run = startPeer('/bin/sh', ['-c', line.replace(/\$\w+\$/g, (macro) => macros[macro] ?? macro)]);
    const status = await run.exited;
    return { status, output: run.output().trim() };
  };

  for (const [answered, state, name] of [
    [5000, OK, 'OK: 50 is not < 50'],
    [4999, WARNING, 'WARNING'],
    [2000, WARNING, 'WARNING: 20 is not < 20'],
    [1999, CRITICAL, 'CRITICAL'],
  ] as const) {
    it(`a KPI of ${answered / 100} percent is ${name}`, async () => {
      await calls!.call(10_000, answered);
      const { status, output } = await check('EXAMPLE-CALL-KPI-MIB', 'check_exCallAnswerRatio');
      expect(output).to.include(`${answered}`);
      expect(status, output).to.equal(state);
    });
  }

  it('a row by its index', async () => {
    const north = '5.110.111.114.116.104';
    const { status, output } = await check('EXAMPLE-CALL-KPI-MIB', 'check_exCallTrunkLoad', north);
    expect(output).to.include('OK - Trunk Load in calls 4 ');
    expect(status, output).to.equal(OK);
  });

  it('a source that is down is WARNING', async () => {
    const name = Buffer.from('switch').join('.');
    expect(await check('KPI1-MIB', 'check_kpi1SourceStatus', name)).to.include({ status: OK });
    calls!.fail();
    await calls!.agent.endInterval(10);
    await calls!.agent.says('the source does not answer', 'switch');
    expect(await check('KPI1-MIB', 'check_kpi1SourceStatus', name)).to.include({ status: WARNING });
  });

  it('Nagios 4 takes the files', async function () {
    const nagios = requirePeer(this, 'nagios4');
    const folder = join(calls!.folder, 'nagios');
    mkdirSync(folder);
    const own = [
      'define host {\n host_name sip-01\n address 127.0.0.1\n hostgroups kpi1_mib,example_call_kpi_mib\n _SNMP_PORT 1161\n _SNMP_COMMUNITY public\n check_command up\n max_check_attempts 1\n}',
      'define service {\n name generic-service\n register 0\n max_check_attempts 1\n}',
      'define timeperiod {\n timeperiod_name always\n alias Always\n monday 00:00-24:00\n}',
      'define contact {\n contact_name ops\n host_notification_commands up\n service_notification_commands up\n host_notification_period always\n service_notification_period always\n}',
      'define command {\n command_name up\n command_line /bin/true\n}',
    ];
    writeFileSync(join(folder, 'own.cfg'), own.join('\n'));
    const lines = [
      `nagios_user=${userInfo().username}`,
      `nagios_group=${userInfo().gid}`,
      `log_file=${folder}/nagios.log`,
      `cfg_dir=${calls!.folder}/nms/nagios`,
      `cfg_file=${folder}/own.cfg`,
      `check_result_path=${folder}`,
      `temp_path=${folder}`,
      `command_file=${folder}/nagios.cmd`,
      `lock_file=${folder}/nagios.lock`,
      'illegal_object_name_chars=`~!$%^&*|\'"<>?,()=',
    ];
    writeFileSync(join(folder, 'nagios.cfg'), `${lines.join('\n')}\n`);
    const run = startPeer(nagios, ['-v', join(folder, 'nagios.cfg')]);
    expect(await run.exited, run.output()).to.equal(0);
    expect(run.output()).to.include('Total Errors:   0');
    expect(run.output()).to.match(/Checked 7 services/);
  });
});
