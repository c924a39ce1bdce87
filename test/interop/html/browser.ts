import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-pipe',
];

/** A call's answer, or an event: the Chrome DevTools Protocol is JSON either way. */
type Message = Record<string, never> & {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, never>;
  readonly result?: Record<string, never>;
  readonly error?: { readonly message: string };
};

/** Headless Chromium with one page, driven by the DevTools Protocol over a pipe: no port is opened. */
export interface Browser {
  /** Calls a method of the protocol for the page. */
  call(method: string, params?: object): Promise<Record<string, never>>;
  /** What an expression gives in the page. Rejects where it throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Loads an address, until it is loaded. */
  open(url: string): Promise<void>;
  /** Presses and releases a key as a keyboard does: `Enter`, `/`, `ArrowDown`. */
  press(key: string): Promise<void>;
  /** Puts a text where the focus is. */
  type(text: string): Promise<void>;
  /** Errors and warnings that the page logged, exceptions, and requests but for the page itself. */
  readonly complaints: string[];
  stop(): Promise<void>;
}

export async function startBrowser(program: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'kpi1-browser-'));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const kill = () => killGroup(child);
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const complaints: string[] = [];
  const link = createLink(child, (message) => complaints.push(...complaintsOf(message)));
  const { targetId } = await link.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await link.call('Target.attachToTarget', { targetId, flatten: true });
  const call = (method: string, params: object = {}) => link.call(method, params, sessionId);
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await call(`${domain}.enable`);
  return {
    call,
    complaints,
    async evaluate(expression) {
      const options = { expression, returnByValue: true, awaitPromise: true };
      const { result, exceptionDetails } = (await call('Runtime.evaluate', options)) as never;
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { readonly value: never }).value;
    },
    async open(url) {
      // An address that differs in its fragment only would not be loaded anew.
      for (const address of ['about:blank', url]) {
        const loaded = link.next('Page.loadEventFired');
        await call('Page.navigate', { url: address });
        await loaded;
      }
    },
    async press(key) {
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined;
      const windowsVirtualKeyCode = KEY_CODES[key];
      const event = { key, code: key, windowsVirtualKeyCode, ...(text ? { text } : {}) };
      await call('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', ...event });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
    },
    async type(text) {
      await call('Input.insertText', { text });
    },
    async stop() {
      await link.call('Browser.close').catch(() => {});
      kill();
      await exited;
      process.off('exit', kill);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const KEY_CODES: Readonly<Record<string, number>> = {
  Tab: 9,
  Enter: 13,
  Escape: 27,
  PageDown: 34,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};

/** Messages end with a zero octet each way. */
function createLink(child: ChildProcess, hear: (message: Message) => void) {
  const [toBrowser, fromBrowser] = child.stdio.slice(3) as unknown as [Writable, Readable];
  const waiting = new Map<number, (message: Message) => void>();
  const listeners = new Set<(message: Message) => void>([hear]);
  let buffered = '';
  let last = 0;
  toBrowser.on('error', () => {});
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const messages = (buffered + text).split('\0');
    buffered = messages.pop() ?? '';
    for (const message of messages.map((one) => JSON.parse(one) as Message)) {
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else for (const listen of listeners) listen(message);
    }
  });
  return {
    call(method: string, params: object = {}, sessionId?: string) {
      last++;
      const id = last;
      return new Promise<Record<string, never>>((resolve, reject) => {
        const fail = () => reject(new Error(`Chromium ended before it answered ${method}`));
        child.once('close', fail);
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          child.off('close', fail);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result ?? {});
        });
        toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
      });
    },
    next(method: string) {
      return new Promise<void>((resolve) => {
        const listen = (message: Message) => {
          if (message.method !== method) return;
          listeners.delete(listen);
          resolve();
        };
        listeners.add(listen);
      });
    },
  };
}

function complaintsOf({ method, params = {} }: Message): string[] {
  switch (method) {
    case 'Runtime.exceptionThrown':
    case 'Log.entryAdded':
      return [JSON.stringify(params)];
    case 'Runtime.consoleAPICalled':
      return [`console: ${JSON.stringify(params['args'])}`];
    case 'Network.requestWillBeSent': {
      const { url } = params['request'] as unknown as { readonly url: string };
      return /^file:.*\/index\.html|^about:/.test(url) ? [] : [`request: ${url}`];
    }
    default:
      return [];
  }
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
