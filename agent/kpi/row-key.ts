export { type Index, rowKey } from '../../model/row-key.ts';
