import { cutText } from './cell.ts';

/**
 * The octets of a name as an index component of at most `max`; where a longer one was cut it may be another's
 * that is taken: then its end gives way to a number. Takes it.
 */
export function cutName(name: string, max: number, taken: Set<string>): Buffer {
  let octets = cutText(name, max);
  for (let number = 2; taken.has(octets.toString()); number++) {
    octets = Buffer.from(`${cutText(name, max - `~${number}`.length)}~${number}`);
  }
  taken.add(octets.toString());
  return octets;
}
