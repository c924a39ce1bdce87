const OCTETS = { KB: 1e3, MB: 1e6, GB: 1e9 } as const;

/** Reads `64KB`, `1MB`, `2GB`, in powers of ten, or a number as octets. A size that the schema found to be one. */
export function readSize(size: string | number): number {
  if (typeof size === 'number') return size;
  return Number.parseInt(size, 10) * OCTETS[size.slice(-2) as keyof typeof OCTETS];
}
