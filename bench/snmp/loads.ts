import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Load } from './compare.ts';
import { ask, communityRequest, countV3Varbinds, type Question, v3Request } from './requests.ts';
import type { Server } from './servers.ts';
import { COLUMN, COMMUNITY } from './table.ts';

/** How long one answer may take on a busy machine. */
const PATIENCE_MS = 2_000;

/** Octets by which answers differ as the engine's clock goes on. */
const CLOCK_OCTETS = 4;

/** Reads the rows of a column in SNMPv2c, all of them again and again. */
export function readRows(
  { port }: Server,
  mode: 'get' | 'next' | 'bulk:50',
  rows: number,
  column: readonly number[] = COLUMN,
): Load {
  return (seconds, window) => [
    mode,
    `${port}`,
    `${seconds}`,
    `${window}`,
    COMMUNITY,
    column.join('.'),
    `${rows}`,
  ];
}

/** Sends one request of SNMPv2c again and again, whatever the answers say. */
export async function replay(server: Server, question: Question, folder: string): Promise<Load> {
  const file = join(folder, 'v2c-request');
  writeFileSync(file, communityRequest(question));
  const octets = await sizeOfAnswer(server, question);
  return (seconds, window) => ['replay', `${server.port}`, `${seconds}`, `${window}`, file, `${octets}`];
}

/**
 * Sends one request of SNMPv3, authPriv, again and again, made anew for each run, as it is good for 150
 * seconds. Throws where the server does not answer it with `varbinds` variable bindings.
 */
export async function replayV3(
  { port, startedAt }: Server,
  question: Question,
  varbinds: number,
  folder: string,
): Promise<Load> {
  const file = join(folder, 'v3-request');
  const make = () => v3Request(question, Math.floor((performance.now() - startedAt) / 1000));
  const answer = await ask(port, make(), PATIENCE_MS);
  if (!answer) throw new Error('a server does not answer SNMPv3');
  const least = answer.length - CLOCK_OCTETS;
  const count = countV3Varbinds(answer);
  if (count !== varbinds) throw new Error(`${count} variable bindings in the answer, not ${varbinds}`);
  return (seconds, window) => {
    writeFileSync(file, make());
    return ['replay', `${port}`, `${seconds}`, `${window}`, file, `${least}`];
  };
}

/** Size of a server's answer in octets. */
export async function sizeOfAnswer({ port }: Server, question: Question): Promise<number> {
  const answer = await ask(port, communityRequest(question), PATIENCE_MS);
  if (!answer) throw new Error('a server does not answer');
  return answer.length;
}
