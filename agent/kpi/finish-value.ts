export { finishValue } from '../../model/finish-value.ts';
