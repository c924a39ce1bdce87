/** A time in milliseconds since the epoch as people and RFC 3339 write it, to the second: `2026-11-21T12:05:00Z`. */
export function formatTime(time: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: formats the time it is given, reads no clock
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
