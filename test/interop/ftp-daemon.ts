import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { type PeerProcess, startPeer } from './peer-process.ts';

/** vsftpd, which knows one user and writes as whoever runs the tests. */
export interface FtpDaemon {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** A folder that the user may write to, by its path on this machine and on the server. */
  readonly folder: string;
  /** The commands that clients sent, as `APPE /x.xml`. */
  commands(): string[];
  /** Ends it and all its sessions at once, as a crash would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Starts it again with these lines of vsftpd.conf beside the usual ones. */
  restart(...lines: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

const PASSWORD = 'Xq7-hidden';

/**
 * Starts vsftpd on a free port of 127.0.0.1; resolves once it greets. Its user is the anonymous one, who needs
 * a password here (secure_email_list_enable): so no account and no PAM is needed, and no root.
 */
export async function startFtpDaemon(program: string, ...lines: readonly string[]): Promise<FtpDaemon> {
  const port = await freePort('tcp');
  const home = await mkdtemp(join(tmpdir(), 'kpi1-vsftpd-'));
  const folder = join(home, 'in');
  await mkdir(folder);
  await writeFile(join(home, 'passwords'), `${PASSWORD}\n`);
  const log = join(home, 'log');
  const file = join(home, 'vsftpd.conf');
  let more = lines;
  let peer: PeerProcess | undefined;

  const start = async () => {
    await writeFile(file, `${[...configuration(home, port), ...more].join('\n')}\n`);
    peer = startPeer(program, [file]);
    await eventually('vsftpd greets', () => greeted(port));
  };
  const kill = async () => peer?.kill();
  await start();
  return {
    ...{ port, folder, user: 'anonymous', password: PASSWORD, start, kill },
    commands: () =>
      [...readFileSync(log, 'utf8').matchAll(/FTP command: Client "[^"]*", "([^"]*)"/g)].map(
        ([, command]) => command as string,
      ),
    async restart(...changed) {
      more = changed;
      await kill();
      await start();
    },
    async stop() {
      await kill();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function configuration(home: string, port: number): string[] {
  return [
    ...['listen=YES', 'listen_ipv6=NO', 'listen_address=127.0.0.1', `listen_port=${port}`, 'background=NO'],
    ...['run_as_launching_user=YES', 'seccomp_sandbox=NO', `anon_root=${home}`],
    ...['anonymous_enable=YES', 'local_enable=NO', 'secure_email_list_enable=YES'],
    `email_password_file=${join(home, 'passwords')}`,
    ...['write_enable=YES', 'anon_upload_enable=YES', 'anon_mkdir_write_enable=YES'],
    ...['anon_other_write_enable=YES', 'anon_umask=022', 'delay_failed_login=0'],
    ...[`vsftpd_log_file=${join(home, 'log')}`, 'log_ftp_protocol=YES', 'xferlog_enable=YES'],
    'xferlog_std_format=NO',
  ];
}

function greeted(port: number): Promise<true> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
      .once('error', reject)
      .once('data', () => {
        socket.end('QUIT\r\n');
        resolve(true);
      });
  });
}
