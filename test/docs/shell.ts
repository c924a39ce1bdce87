import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PeerProcess, startPeer } from '../interop/peer-process.ts';

/** What commands came to: what they printed, both streams as they came. */
export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/** Bash as somebody types into it: what one run exports, and where it goes, is there in the next. */
export class Shell {
  readonly #own = mkdtempSync(join(tmpdir(), 'kpi1-shell-'));
  readonly #state = join(this.#own, 'state');
  readonly #variables: NodeJS.ProcessEnv;
  #started: PeerProcess | undefined;

  constructor(folder: string, variables: NodeJS.ProcessEnv) {
    this.#variables = { ...process.env, XDG_CACHE_HOME: join(this.#own, 'cache'), ...variables };
    writeFileSync(this.#state, `cd -- '${folder}'\n`);
  }

  /** Runs commands to their end, which comes with the first that fails. */
  async run(commands: string): Promise<Ran> {
    const remember = `trap '{ export -p; printf "cd -- %q\\n" "$PWD"; } >"${this.#state}"' EXIT`;
    const ran = this.#start(`${remember}\n${commands}`);
    return { status: await ran.exited, output: ran.output() };
  }

  /** Starts what goes on until it is interrupted, in place of what was started before. */
  async start(commands: string): Promise<PeerProcess> {
    await this.interrupt();
    this.#started = this.#start(commands);
    return this.#started;
  }

  /** Ends what was started, as Ctrl-C does. */
  async interrupt(): Promise<void> {
    const started = this.#started;
    this.#started = undefined;
    if (started === undefined) return;
    try {
      process.kill(-started.pid, 'SIGINT');
    } catch {
      // It has ended by itself.
    }
    await started.exited;
  }

  async close(): Promise<void> {
    await this.interrupt();
    rmSync(this.#own, { recursive: true, force: true });
  }

  #start(commands: string): PeerProcess {
    return startPeer('bash', ['-eo', 'pipefail', '-c', `. "${this.#state}"\n${commands}`], {
      env: this.#variables,
    });
  }
}
