/** What SIPp itself counted in one run. Retransmissions are counted apart and not in here. */
export interface MessageCounts {
  /** Requests sent with this method. */
  sent(method: string): number;
  /** Responses received with this code to requests of this method. */
  received(method: string, code: number): number;
}

/**
 * Reads the file that SIPp's -trace_counts writes: a heading such as `0_INVITE_Sent;…;1_100_Recv;…`, in the
 * scenario's order, then a line a period, each a total since the start. A response belongs to the request
 * that stands before it; an ACK has none.
 */
export function parseMessageCounts(csv: string): MessageCounts {
  const lines = csv.trimEnd().split('\n');
  const heading = lines[0]!.split(';');
  const totals = lines.at(-1)!.split(';');
  const counts = new Map<string, number>();
  let request = '';
  for (const [column, name] of heading.entries()) {
    const [, message, kind] = /^\d+_(.+)_(Sent|Recv)$/.exec(name) ?? [];
    if (message === undefined) continue;
    if (kind === 'Sent' && message !== 'ACK') request = message;
    const key = kind === 'Sent' ? message : `${request} ${message}`;
    counts.set(key, (counts.get(key) ?? 0) + Number(totals[column]));
  }
  return {
    sent: (method) => counts.get(method) ?? 0,
    received: (method, code) => counts.get(`${method} ${code}`) ?? 0,
  };
}

/** Adds up the counts of several runs. */
export function sumMessageCounts(runs: readonly MessageCounts[]): MessageCounts {
  const sum = (count: (run: MessageCounts) => number) => runs.reduce((total, run) => total + count(run), 0);
  return {
    sent: (method) => sum((run) => run.sent(method)),
    received: (method, code) => sum((run) => run.received(method, code)),
  };
}
