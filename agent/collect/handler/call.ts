/** How a call of somebody else's code ended. */
export type Answer =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failure'; readonly message: string }
  | { readonly kind: 'silence' };

const SILENCE: Answer = { kind: 'silence' };

/**
 * A method of a handler that is never called again while it has not answered its last call, so that one that
 * hangs does not pile up. An answer after the signal aborted is dropped.
 */
export class GuardedCall {
  readonly #method: (signal: AbortSignal) => unknown;
  #pending = false;

  constructor(method: (signal: AbortSignal) => unknown) {
    this.#method = method;
  }

  /** Never rejects; ends with `silence`, which comes when the signal aborts. */
  run(signal: AbortSignal, silence: Promise<Answer>): Promise<Answer> {
    if (this.#pending)
      return Promise.resolve({ kind: 'failure', message: 'has not answered an earlier call yet' });
    this.#pending = true;
    const answer = this.#call(signal).finally(() => {
      this.#pending = false;
    });
    return Promise.race([answer, silence]);
  }

  async #call(signal: AbortSignal): Promise<Answer> {
    try {
      return { kind: 'value', value: await this.#method(signal) };
    } catch (error) {
      return {
        kind: 'failure',
        message: `failed: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
  }
}

/** The answer that counts where none has come by the time the signal aborts. */
export function untilAborted(signal: AbortSignal): Promise<Answer> {
  if (signal.aborted) return Promise.resolve(SILENCE);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(SILENCE), { once: true });
  });
}
