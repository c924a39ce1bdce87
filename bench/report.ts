/** One line of the benchmark: what was measured, against what it is held, and how it stands. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly goal: string;
  readonly met: boolean;
}

/** A goal of at most so much. */
export function atMost(what: string, measured: number, goal: number, unit: string, note = ''): Figure {
  return {
    what,
    measured: `${round(measured)}${unit}${note}`,
    goal: `<= ${round(goal)}${unit}`,
    met: measured <= goal,
  };
}

/** A goal of at least so much. */
export function atLeast(what: string, measured: number, goal: number, unit: string, note = ''): Figure {
  return {
    what,
    measured: `${round(measured)}${unit}${note}`,
    goal: `>= ${round(goal)}${unit}`,
    met: measured >= goal,
  };
}

/** A figure that is there to be compared with. */
export function withoutGoal(what: string, measured: number, unit: string, note = ''): Figure {
  return { what, measured: `${round(measured)}${unit}${note}`, goal: '', met: true };
}

/** Three significant digits. */
export function round(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 3 });
}

/** Prints figures as a table. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  const wide = Math.max(...figures.map(({ what }) => what.length));
  const wideMeasured = Math.max(...figures.map(({ measured }) => measured.length));
  console.log(`\n${title}`);
  for (const { what, measured, goal, met } of figures) {
    console.log(
      `  ${what.padEnd(wide)}  ${measured.padStart(wideMeasured)}  ${goal}${met ? '' : '  NOT MET'}`,
    );
  }
}
