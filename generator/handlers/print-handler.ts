import { printer } from '../templates.ts';
import type { ContractView } from './contract-view.ts';

/** Prints a module's typed contract; it imports nothing, so that it stands in any project. */
export const printContract = printer<ContractView>('contract');

/** Prints the handler that a user starts from. */
export const printHandler = printer<ContractView>('handler');
