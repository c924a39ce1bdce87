import { printer } from '../templates.ts';
import type { ModuleView } from './module-view.ts';

/** Prints a MIB module (SMIv2): ASCII, LF, nothing beyond column 72. */
export const printMib = printer<ModuleView>('mib');
