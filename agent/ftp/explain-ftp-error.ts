import { FTPError } from 'basic-ftp';
import { explainNetworkError } from '../collect/fetch/explain-network-error.ts';
import { formatAddress } from '../config/address.ts';
import type { FtpTargetConfig } from '../config/config.ts';

/** What the client was doing when it failed, in words. */
const STEPS = {
  connect: 'connecting',
  tls: 'agreeing on TLS',
  login: 'logging in',
  enter: 'entering FTPDir',
  folder: 'entering FTPDir',
  size: 'asking for the size of the file',
  append: 'appending a report',
} as const;

export type Step = keyof typeof STEPS;

const MAX_SHOWN = 200;

/** An error of the client or of the server as one that says where, why and what to do; never the password. */
export function explainFtpError(error: unknown, step: Step, config: FtpTargetConfig): Error {
  const { FTPServerIP, FTPServerPort, FTPUserPasswd } = config;
  const server = `FTP server ${formatAddress({ host: FTPServerIP, port: FTPServerPort })}`;
  if (!(error instanceof FTPError)) return new Error(`${server}: ${explainFailure(error as Error, step)}`);
  const said = error.message.replace(/\s+/g, ' ').trim().replaceAll(FTPUserPasswd, '***').slice(0, MAX_SHOWN);
  return new Error(`${server}: ${explainReply(error, step, config)} (it says: ${said})`);
}

/** A refusal of the server (RFC 959 section 4.2). */
function explainReply({ code, message }: FTPError, step: Step, config: FtpTargetConfig): string {
  const { FTPUserName, FTPDir, tls } = config;
  if (code === 421) return 'it ends the connection: it may be full or about to stop';
  if (step === 'connect') return 'it takes no connection now';
  if (step === 'tls') return 'it refuses TLS: enable FTPS there, or write tls: false';
  if (step === 'login' && !tls && /\b(tls|ssl|encrypt)/i.test(message))
    return 'it wants TLS: write tls: true';
  if (step === 'login') return `the login of ${FTPUserName} was refused: check FTPUserName and FTPUserPasswd`;
  if (step === 'enter')
    return `the folder ${FTPDir} is not there or may not be entered: make it; or else the first report will, if ${FTPUserName} may`;
  if (step === 'folder')
    return `the folder ${FTPDir} is not there and cannot be made: make it, or let ${FTPUserName} make it`;
  if (step === 'size')
    return 'it does not tell the sizes of files (SIZE, RFC 3659), without which a cut append is not known';
  if (code === 451 || code === 452 || code === 552)
    return `a report could not be written whole to ${FTPDir}: its disk or the quota may be full; make room there`;
  if (code === 425 || code === 426) return 'the data connection broke';
  return `${FTPUserName} may not append to files in ${FTPDir}: grant APPE and the making of files`;
}

function explainFailure(error: Error, step: Step): string {
  const { message } = error;
  if (message.includes('transfer strategies')) {
    const cause = /connect E\w+ [\w.:]+|Timeout[^']*|PASV returned[^.]*/.exec(message)?.[0] ?? message;
    return `no data connection could be opened (${cause}): let its passive ports through`;
  }
  if (/\bTimeout\b/.test(message))
    return `no answer in time while ${STEPS[step]}: see how it is, or raise \`timeout\``;
  if (/closed connection|FIN packet|transmission error|ECONNRESET|EPIPE|closed because/.test(message))
    return `the connection broke while ${STEPS[step]}: see whether it has been restarted`;
  return `${explainNetworkError(error)} (while ${STEPS[step]})`;
}
