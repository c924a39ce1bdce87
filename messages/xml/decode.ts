import type { Kpi1Message, MessageProblem } from '../message.ts';
import { documentText } from './document-text.ts';
import { KPI1_NAMESPACE } from './element-rules.ts';
import { MESSAGE_LIMITS, type MessageLimits } from './limits.ts';
import { parseElements } from './parse.ts';
import { Problems, Unreadable } from './problems.ts';
import { readMessage } from './read-message.ts';

export type Decoded =
  | { readonly ok: true; readonly message: Kpi1Message }
  | { readonly ok: false; readonly problems: readonly MessageProblem[] };

/**
 * The message of one XML document (KPIinOMA 8.2, Tables 3 to 11), or everything that is wrong with it, each at
 * its `line:column` and with a remedy. Elements may be of `namespace` or of none.
 */
export function decodeMessage(
  octets: Uint8Array,
  limits: MessageLimits = MESSAGE_LIMITS,
  namespace: string = KPI1_NAMESPACE,
): Decoded {
  if (octets.length > limits.octets) {
    return refuse(
      `the document has ${octets.length} octets; at most ${limits.octets} are read: send several`,
    );
  }
  const decoded = documentText(octets);
  if (!decoded.ok) return refuse(decoded.problem);
  const problems = new Problems(decoded.text);
  try {
    const root = parseElements(decoded.text, decoded.encoding, problems, limits, namespace);
    const message = root && readMessage(root, problems, limits);
    if (message && problems.none()) return { ok: true, message };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
  }
  return { ok: false, problems: problems.list() };
}

function refuse(message: string): Decoded {
  return { ok: false, problems: [{ place: '', message }] };
}
