const SECONDS = { s: 1, m: 60, h: 3600, d: 86400 } as const;

/** Reads `30s`, `5m`, `1h`, `7d` as whole seconds ≥ 1; undefined where the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS];
}

/** Writes seconds in the largest unit that divides them: 300 → `5m`. */
export function formatDuration(seconds: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (seconds >= SECONDS[unit] && seconds % SECONDS[unit] === 0) return `${seconds / SECONDS[unit]}${unit}`;
  }
  return `${seconds}s`;
}
