import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { show } from '../figure-value.ts';
import type { Handler } from './handler.ts';

/** Why a handler's file gives no handler; the message names the file. */
export class HandlerError extends Error {}

/**
 * Loads the handler that a `.js`, `.mjs` or `.ts` file exports as its default. `file` is an absolute path.
 * Throws HandlerError.
 */
export async function loadHandler(file: string): Promise<Handler> {
  let handler: unknown;
  try {
    handler = await importDefault(file);
  } catch (error) {
    throw new HandlerError(`${file} cannot be loaded: ${firstLine(error)}`);
  }
  const mistake = findMistake(handler);
  if (mistake !== undefined) throw new HandlerError(`${file} is no handler: ${mistake}`);
  return handler as Handler;
}

async function importDefault(file: string): Promise<unknown> {
  if (/^\.m?js$/.test(extname(file))) {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    return module.default;
  }
  const { createJiti } = await import('jiti');
  // No cache: it would lie in a folder that others may write to.
  const jiti = createJiti(import.meta.url, { fsCache: false });
  const module = await jiti.import<{ default?: unknown }>(pathToFileURL(file).href);
  return module.default;
}

function findMistake(handler: unknown): string | undefined {
  if (handler === undefined) return 'it has no default export';
  if (typeof handler !== 'object' || handler === null)
    return `its default export is ${show(handler)}, not an object`;
  for (const [name, part] of Object.entries(handler)) {
    if ((name === 'scalars' || name === 'tables') && (typeof part !== 'object' || part === null)) {
      return `its ${name} is ${show(part)}, not an object of methods`;
    }
    if ((name === 'open' || name === 'close') && typeof part !== 'function') {
      return `its ${name} is ${show(part)}, not a method`;
    }
  }
  return undefined;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0] as string;
}
