import { ftruncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const LINE_FEED = 10;

/**
 * A file that lines are appended to, each on disk when its promise resolves. Lines that come while others are
 * being written go to disk together. What could not be written whole is cut off again.
 */
export class AppendFile {
  readonly #handle: FileHandle;
  #size: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
  }

  /** Opens or creates the file. A last line that is not whole, as a crash leaves it, stays one of its own. */
  static async open(path: string): Promise<AppendFile> {
    const handle = await open(path, 'a+');
    const { size } = await handle.stat();
    const file = new AppendFile(handle, size);
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    if (size > 0 && last[0] !== LINE_FEED) await file.append('');
    return file;
  }

  /** Resolves once the line is on disk; rejects where it cannot be, and nothing of it is in the file then. */
  append(line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Forgets all lines, unless one is just being written. */
  clear(): void {
    if (this.#writing || this.#size === 0) return;
    ftruncateSync(this.#handle.fd);
    this.#size = 0;
  }

  /** Resolves once all lines are on disk. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const octets = Buffer.from(group.map(({ line }) => `${line}\n`).join(''));
      try {
        await this.#handle.appendFile(octets);
        await this.#handle.datasync();
        this.#size += octets.length;
        for (const { resolve } of group) resolve();
      } catch (error) {
        await this.#handle.truncate(this.#size).catch(() => {});
        for (const { reject } of group) reject(error as Error);
      }
    }
    this.#writing = undefined;
  }
}
