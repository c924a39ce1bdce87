import { runProgram } from '../../cli/program.ts';

/** What a run of `kpi1` came to. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `kpi1` with these arguments in this process. */
export async function run(...argv: readonly string[]): Promise<Run> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runProgram(argv, {
    out: (text) => out.push(`${text}\n`),
    err: (text) => err.push(`${text}\n`),
  });
  return { code, out: out.join(''), err: err.join('') };
}
