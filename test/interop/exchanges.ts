import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../fixtures/exchanges', import.meta.url));

/** A request of a manager, and what it was answered; undefined: nothing. */
export interface Exchange {
  readonly request: Buffer;
  readonly answer: Buffer | undefined;
}

/** What one call of a manager's tool sent and got. */
export interface Recording {
  readonly name: string;
  /** How the tool was called, and what it printed. */
  readonly comments: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** The recordings there are, each in a file of lines: `#` comment, `>` request, `<` answer, in hexadecimal. */
export function readRecordings(): Recording[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.hex'));
  return files.sort().map((file) => {
    const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
    const marked = (mark: string) =>
      lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(1).trim());
    const answers = marked('<');
    return {
      name: file.replace('.hex', ''),
      comments: marked('#'),
      exchanges: marked('>').map((hex, i) => ({
        request: Buffer.from(hex, 'hex'),
        answer: answers[i] ? Buffer.from(answers[i], 'hex') : undefined,
      })),
    };
  });
}

export function writeRecording({ name, comments, exchanges }: Recording): void {
  const lines = [
    ...comments.filter((comment) => comment.trim() !== '').map((comment) => `# ${comment.trim()}`),
    ...exchanges.flatMap(({ request, answer }) => [
      `> ${request.toString('hex')}`,
      `< ${answer?.toString('hex') ?? ''}`.trim(),
    ]),
  ];
  writeFileSync(join(FOLDER, `${name}.hex`), `${lines.join('\n')}\n`);
}
