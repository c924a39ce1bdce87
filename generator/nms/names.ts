import { hash } from 'node:crypto';

/** A MIB module's name as most tools can take it: `SIP-KPI-MIB` → `sip_kpi_mib`. */
export function moduleKey(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

/**
 * 32 hex digits in the shape of a random UUID (RFC 9562 section 5.4), always the same ones for the same seed:
 * an import then knows again what an earlier one brought.
 */
export function uuidOf(seed: string): string {
  const digits = hash('sha256', seed, 'hex');
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) & 3);
  return `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17, 32)}`;
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
