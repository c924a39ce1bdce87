import type { DataType } from './data-type.ts';

/**
 * A number × 10^decimals as an integer, rounded half away from zero. Decides by the shortest decimal text
 * of the double, which is what people see: 1.005 to 2 decimals is 101. Takes any finite number.
 */
export function scaleTo(value: number, decimals: number): bigint {
  const magnitude = scaleFast(Math.abs(value), decimals) ?? scaleText(String(Math.abs(value)), decimals);
  return value < 0 ? -magnitude : magnitude;
}

/** Away from a tie the product's own error, below 0.0005 here, cannot decide; undefined near one. */
function scaleFast(value: number, decimals: number): bigint | undefined {
  const scaled = value * 10 ** decimals;
  const whole = Math.floor(scaled);
  return scaled < 2 ** 40 && Math.abs(scaled - whole - 0.5) > 0.001 ? BigInt(Math.round(scaled)) : undefined;
}

function scaleText(text: string, decimals: number): bigint {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  // How many digits stand before the cut: of those behind it, the first one decides.
  const kept = Math.max(whole.length + Number(exponent) + decimals, -1);
  const roundsUp = digits.charAt(kept) >= '5' ? 1n : 0n;
  return BigInt(digits.slice(0, Math.max(kept, 0)).padEnd(kept, '0')) + roundsUp;
}

/** A finite number rounded half away from zero, as scaleTo does: 1.005 to 2 decimals is 1.01. */
export function roundTo(value: number, decimals: number): number {
  return Number(`${scaleTo(value, decimals)}e-${decimals}`);
}

/**
 * A figure as text in the accuracy of its definition (KPIinOMA 5.6): numbers in the form of xs:decimal,
 * without exponent and with all decimals, booleans as in xs:boolean. Numbers must be finite.
 */
export function formatFigure(figure: number | boolean | string, dataType: DataType): string {
  if (typeof figure !== 'number') return String(figure);
  const decimals = dataType.kind === 'real' ? dataType.decimals : 0;
  // A counter has counted what is whole of it, as its Counter64 says.
  const scaled = scaleTo(dataType.kind === 'counter' ? Math.trunc(figure) : figure, decimals);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
