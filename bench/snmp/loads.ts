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
  server: Server,
  mode: 'get' | 'next' | 'bulk:50',
  rows: number,
  column: readonly number[] = COLUMN,
): Load {
  return { server, mode, rest: [COMMUNITY, column.join('.'), `${rows}`] };
}

/** Sends one request of SNMPv2c again and again, whatever the answers say. */
export async function replay(server: Server, question: Question, folder: string): Promise<Load> {
  const file = join(folder, 'v2c-request');
  writeFileSync(file, communityRequest(question));
  const octets = await sizeOfAnswer(server, question);
  return { server, mode: 'replay', rest: [file, `${octets}`] };
}

/**
 * Sends one request of SNMPv3, authPriv, again and again, made anew for each run, as it is good for 150
 * seconds. Throws where the server does not answer it with `varbinds` variable bindings.
 */
export async function replayV3(
  server: Server,
  question: Question,
  varbinds: number,
  folder: string,
): Promise<Load> {
  const make = () => v3Request(question, Math.floor((performance.now() - server.startedAt) / 1000));
  const answer = await ask(server.port, make(), PATIENCE_MS);
  if (!answer) throw new Error('a server does not answer SNMPv3');
  const least = answer.length - CLOCK_OCTETS;
  const count = countV3Varbinds(answer);
  if (count !== varbinds) throw new Error(`${count} variable bindings in the answer, not ${varbinds}`);
  const file = join(folder, 'v3-request');
  const prepare = () => writeFileSync(file, make());
  return { server, mode: 'replay', rest: [file, `${least}`], prepare };
}

/** Size of a server's answer in octets. */
export async function sizeOfAnswer({ port }: Server, question: Question): Promise<number> {
  const answer = await ask(port, communityRequest(question), PATIENCE_MS);
  if (!answer) throw new Error('a server does not answer');
  return answer.length;
}
