import { expect } from 'chai';
import { eventually } from '../interop/eventually.ts';
import { leaveOut } from './elsewhere.ts';
import { type Block, findBlocks } from './markdown.ts';
import { type Ran, Shell } from './shell.ts';

/** How a document's commands come to run here. */
export interface Setting {
  /** Where they begin. */
  readonly folder: string;
  readonly variables?: NodeJS.ProcessEnv;
  /** What stands here for what the document says, such as ports that are free. */
  readonly instead?: Readonly<Record<string, string>>;
  /** What is done before the block that has this text, by what was printed; a command that it gives is run. */
  readonly before?: Readonly<Record<string, (printed: string) => string | undefined>>;
}

const PATIENCE_MS = 30_000;
const BETWEEN_RUNS_MS = 200;

/**
 * How the fence of a shell's block says that it is run, each with a text that must be among what is printed,
 * or none: `run`; `fails`, with 1; `start`: each command goes on until the next one or the end of the document;
 * `until`: again and again, until the text is printed. `elsewhere`: every command is in the list of those.
 */
export const MANNERS = ['run', 'fails', 'start', 'until', 'elsewhere'];

/** Runs what a document's blocks for the shell and for sqlite3 have, and compares what it says they print. */
export async function follow(path: string, setting: Setting, blocks = findBlocks(path)): Promise<void> {
  const { folder, variables = {}, instead = {}, before = {} } = setting;
  const text = blocks.map((block) => block.text).join('');
  for (const each of [...Object.keys(instead), ...Object.keys(before)]) expect(text, path).to.contain(each);
  const shell = new Shell(folder, variables);
  try {
    let printed = () => '';
    for (const block of blocks) {
      for (const [has, prepare] of Object.entries(before)) {
        const command = block.text.includes(has) ? prepare(printed()) : undefined;
        if (command !== undefined) printed = await runBlock(shell, 'run', '', command);
      }
      if (block.language === 'text' && block.manner === 'output') await compare(block, printed);
      const commands = commandsOf(path, block, instead);
      if (commands === '') continue;
      const [manner = '', ...words] = block.manner.split(' ');
      printed = await runBlock(shell, manner, words.join(' '), commands).catch((error: Error) => {
        throw new Error(`${block.place}: ${error.message}`, { cause: error });
      });
    }
  } finally {
    await shell.close();
  }
}

function commandsOf(
  path: string,
  { language, manner, text }: Block,
  instead: Record<string, string>,
): string {
  if (language === 'sql') return `sqlite3 -readonly data/kpi1.db <<'END'\n${text}END\n`;
  if (language !== 'sh' || manner === 'elsewhere') return '';
  const longestFirst = Object.keys(instead).sort((one, other) => other.length - one.length);
  const names = longestFirst.map((name) => name.replace(/[.$*+?()[\]{}|^\\]/g, '\\$&'));
  const left = leaveOut(path, text);
  // All at once: what stands for one thing is not replaced again.
  return names.length === 0
    ? left
    : left.replace(new RegExp(names.join('|'), 'g'), (name) => instead[name] ?? '');
}

/** Gives how to see what was printed, which for what goes on is more and more. */
async function runBlock(shell: Shell, manner: string, text: string, commands: string): Promise<() => string> {
  if (manner === 'start') return startEach(shell, text, commands);
  const run = async (): Promise<Ran> => {
    const ran = await shell.run(commands);
    expect(ran.status, `${commands}\n${ran.output}`).to.equal(manner === 'fails' ? 1 : 0);
    expect(ran.output, commands).to.contain(text);
    return ran;
  };
  const again = () => eventually(commands, run, PATIENCE_MS, BETWEEN_RUNS_MS).catch(withCause);
  const { output } = await (manner === 'until' ? again() : run());
  return () => output;
}

/** Gives how to see what the last of them prints. */
async function startEach(shell: Shell, text: string, commands: string): Promise<() => string> {
  let printed = () => '';
  for (const command of commands.trim().split('\n')) {
    const started = await shell.start(command);
    printed = started.output;
    await eventually(command, async () => printed().includes(text) || undefined, PATIENCE_MS).catch(() => {
      expect(printed(), command).to.contain(text);
    });
  }
  return printed;
}

/**
 * Each line that is shown is printed, in this order; numbers are others here, packages may be in another folder,
 * and `...` is what is left out.
 */
async function compare({ place, text }: Block, printed: () => string): Promise<void> {
  const left = () => {
    const wanted = shapes(text).filter((line) => line !== '...');
    for (const line of shapes(printed())) if (line === wanted[0]) wanted.shift();
    return wanted;
  };
  await eventually(place, async () => left().length === 0 || undefined, PATIENCE_MS).catch(() => {
    expect(left(), `${place}: lines that are not printed\n${printed()}`).to.deep.equal([]);
  });
}

const shapes = (text: string) =>
  text.split('\n').flatMap((line) => {
    const shape = line
      .replace(/[^\s:]*(?=\bnode_modules\/)/g, '')
      .replace(/\d+(?:\.\d+)?/g, '0')
      .replace(/\s+/g, ' ');
    return shape.trim() === '' ? [] : [shape.trim()];
  });

function withCause(error: Error): never {
  throw new Error(`${error.message}\n${error.cause}`, { cause: error });
}
