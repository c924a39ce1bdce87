import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { isEngineID } from './engine-id.ts';

/** Where snmpEngineBoots stops for good, and no authenticated message is in time any more (RFC 3414 section 2.2.2). */
export const MAX_ENGINE_BOOTS = 2 ** 31 - 1;

/** What has to outlive the process. */
export interface EngineState {
  readonly engineID: Uint8Array;
  readonly engineBoots: number;
}

const FILE = 'snmp-engine.json';

/**
 * Raises snmpEngineBoots by one and returns when it is on the disk, so that no answer ever goes out with boots
 * that a crash could take back (RFC 3414 section 2.3). The engine ID is kept beside it: a lost file means a
 * new engine ID too, and managers can't be made to accept old messages again. `chosen` replaces the kept ID;
 * `generate` gives the one of a first start.
 *
 * Throws an Error that names file and remedy where the file is broken or can't be written.
 */
export function raiseEngineBoots(
  dataDir: string,
  generate: () => Uint8Array,
  chosen?: Uint8Array,
): EngineState {
  const path = join(dataDir, FILE);
  const kept = readState(path);
  const state: EngineState = {
    engineID: chosen ?? kept?.engineID ?? generate(),
    engineBoots: Math.min((kept?.engineBoots ?? 0) + 1, MAX_ENGINE_BOOTS),
  };
  try {
    writeDurably(
      path,
      `${JSON.stringify({ ...state, engineID: Buffer.from(state.engineID).toString('hex') })}\n`,
    );
  } catch (error) {
    throw new Error(
      `${path}: cannot be written (${(error as Error).message}). SNMPv3 needs to keep engineBoots there: make the folder writable.`,
    );
  }
  return state;
}

/**
 * What the latest start left behind, and when that was, in milliseconds since the epoch: enough to speak for
 * the engine without starting it, while it runs or after. Undefined before its first start; throws as
 * `raiseEngineBoots` does where the file is broken.
 */
export function readLatestStart(dataDir: string): (EngineState & { startedAt: number }) | undefined {
  const path = join(dataDir, FILE);
  const state = readState(path);
  return state && { ...state, startedAt: statSync(path).mtimeMs };
}

function readState(path: string): EngineState | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(
      `${path}: cannot be read (${(error as Error).message}). Make it readable, or choose another folder for data.`,
    );
  }
  const state = parseState(text);
  if (state) return state;
  throw new Error(
    `${path}: does not hold an engineID and engineBoots. Put back a copy, or remove the file: the agent then takes a new engine ID, which its managers discover.`,
  );
}

function parseState(text: string): EngineState | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { engineID: hex, engineBoots } = value as { engineID?: unknown; engineBoots?: unknown };
  if (typeof hex !== 'string' || !/^([0-9a-f]{2})+$/.test(hex)) return undefined;
  const engineID = Uint8Array.from(Buffer.from(hex, 'hex'));
  if (!isEngineID(engineID)) return undefined;
  if (typeof engineBoots !== 'number' || !Number.isInteger(engineBoots)) return undefined;
  if (engineBoots < 0 || engineBoots > MAX_ENGINE_BOOTS) return undefined;
  return { engineID, engineBoots };
}

/** Old or new content after a crash at any moment, never a torn one: written beside, synced, renamed, synced. */
function writeDurably(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
