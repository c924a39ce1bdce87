import { createHash } from 'node:crypto';

/** A MIB module's name as most tools can take it: `SIP-KPI-MIB` → `sip_kpi_mib`. */
export function moduleKey(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

/**
 * 32 hex digits in the shape of a random UUID (RFC 9562 section 5.4), always the same ones for the same seed:
 * an import then knows again what an earlier one brought.
 */
export function uuidOf(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex');
}

/** How to name a figure where a threshold is met: `< 98`. */
export function conditionOf({
  operator,
  limit,
}: {
  readonly operator: string;
  readonly limit: number;
}): string {
  return `${operator} ${limit}`;
}
