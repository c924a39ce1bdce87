/** What every server of the comparison serves: one column, whose rows are 1 to as many as there are. */
export const COLUMN = [1, 3, 6, 1, 4, 1, 32473, 9, 1, 1, 2] as const;

/** The same rows once more in snmpd, from its helper for large tables (table.c). */
export const SORTED_COLUMN = [1, 3, 6, 1, 4, 1, 32473, 9, 2, 1, 2] as const;

export const COMMUNITY = 'public';

/** Who asks in SNMPv3: HMAC-SHA-1 and AES-128. */
export const USER = {
  name: 'bench',
  auth: { protocol: 'SHA-1', passphrase: 'bench auth passphrase' },
  priv: { protocol: 'AES-128', passphrase: 'bench priv passphrase' },
} as const;

/** Every server's engine ID: enterprise 32473, text "bench". */
export const ENGINE_ID = Buffer.from('80007ed90462656e6368', 'hex');

/** Every server starts with a new state, so it has booted once. */
export const ENGINE_BOOTS = 1;
