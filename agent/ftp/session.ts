import { readFile } from 'node:fs/promises';
import { Client, FTPError } from 'basic-ftp';
import type { FtpTargetConfig } from '../config/config.ts';
import type { RemoteFile } from './append-document.ts';
import { explainFtpError, type Step } from './explain-ftp-error.ts';
import { sendAppend } from './send-append.ts';

/** Reports that follow each other soon use one connection; servers end idle ones after some minutes. */
const IDLE_MS = 15_000;

/** Brings a client that is logged in to a folder. */
type GoTo = (client: Client, dir: string) => Promise<unknown>;

/** The files of FTPDir on one server, over a connection that is made when it is needed. */
export class FtpSession {
  readonly #config: FtpTargetConfig;
  /** Logged in, and in FTPDir. */
  #client: Client | undefined;
  #idle: NodeJS.Timeout | undefined;
  #step: Step = 'connect';

  constructor(config: FtpTargetConfig) {
    this.#config = config;
  }

  /**
   * Does something with a file of the folder. Rejects with an Error that names the server and the remedy, or
   * with the signal's reason soon after it aborts; the connection is closed then.
   */
  async withFile<T>(name: string, signal: AbortSignal, work: (file: RemoteFile) => Promise<T>): Promise<T> {
    clearTimeout(this.#idle);
    const kept = this.#client?.closed === false ? this.#client : undefined;
    const client = kept ?? new Client(this.#config.timeoutMs);
    this.#client = client;
    try {
      if (!kept) await this.#enter(client, signal, (...into) => this.#makeFolder(...into));
      const done = await until(signal, work(this.#file(client, name)));
      this.#idle = setTimeout(() => this.close(), IDLE_MS).unref();
      return done;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Logs in and enters FTPDir, which is not made. Rejects as `withFile` does. */
  async visit(): Promise<void> {
    this.#client = new Client(this.#config.timeoutMs);
    await this.#enter(this.#client, new AbortController().signal, (client, dir) =>
      this.#do('enter', () => client.cd(dir)),
    );
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#client?.close();
    this.#client = undefined;
  }

  /** The client has no time limit of its own for the handshake of TLS. */
  async #enter(client: Client, signal: AbortSignal, go: GoTo): Promise<void> {
    const deadline = AbortSignal.timeout(this.#config.timeoutMs);
    try {
      await until(AbortSignal.any([signal, deadline]), this.#login(client, go));
    } catch (error) {
      if (error !== deadline.reason) throw error;
      throw explainFtpError(new Error('Timeout'), this.#step, this.#config);
    }
  }

  async #login(client: Client, go: GoTo): Promise<void> {
    const { FTPServerIP, FTPServerPort, FTPUserName, FTPUserPasswd, FTPDir, tls, caFile } = this.#config;
    await this.#do('connect', () => client.connect(FTPServerIP, FTPServerPort));
    if (tls) {
      await this.#do('tls', async () => {
        const ca = caFile === undefined ? {} : { ca: await readFile(caFile) };
        await client.useTLS({ ...ca, host: FTPServerIP });
      });
    }
    await this.#do('login', async () => {
      await client.login(FTPUserName, FTPUserPasswd);
      // TYPE I, STRU F, and with TLS the protection of data (O15).
      await client.useDefaultSettings();
    });
    await go(client, FTPDir);
  }

  #makeFolder(client: Client, dir: string): Promise<void> {
    return this.#do('folder', async () => {
      const there = await client.cd(dir).catch(ignoreReply);
      if (!there) await client.ensureDir(dir);
    });
  }

  #file(client: Client, name: string): RemoteFile {
    const { FTPServerIP, FTPServerPort, FTPDir } = this.#config;
    return {
      name: `${FTPDir.replace(/\/$/, '')}/${name} on ${FTPServerIP}:${FTPServerPort}`,
      size: () =>
        this.#do('size', () =>
          client.size(name).catch((error) => {
            // RFC 3659 section 4.2: there is no such file.
            if (error instanceof FTPError && error.code === 550) return 0;
            throw error;
          }),
        ),
      append: (bytes) => this.#do('append', () => sendAppend(client, name, bytes)),
    };
  }

  async #do<T>(step: Step, work: () => Promise<T>): Promise<T> {
    this.#step = step;
    try {
      return await work();
    } catch (error) {
      throw explainFtpError(error, step, this.#config);
    }
  }
}

function ignoreReply(error: unknown): undefined {
  if (!(error instanceof FTPError)) throw error;
}

/** Settles as the work does, or rejects as soon as the signal aborts. */
async function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { signal: settled.signal });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    // Who gave up waiting is not told of the failure that closing the connection makes of the work.
    work.catch(() => {});
    settled.abort();
  }
}
