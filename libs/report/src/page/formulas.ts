import { Html } from './html.js';
import { formula, mi, mn, mo, over, size, sub, sum, word } from './mathml.js';

const mask = (task: string): string => sub(mi('m'), mi(task));
const saliency = (task: string): string => sub(mi('s'), mi(task));
const kept = (task: string): string => sub(mi('n'), mi(task));
const product = (a: string, b: string): string => `${a}${mo('⊙')}${b}`;
const cosine = (a: string, b: string): string =>
  over(`${mo('⟨')}${a}${mo(',')}${b}${mo('⟩')}`, `${mo('‖')}${a}${mo('‖')}${mo('‖')}${b}${mo('‖')}`);

/** The formulas of reference §3 and §6, in the order in which a run uses them. */
export const FORMULAS = {
  saliency: formula(
    'the saliency of a weight w for task t is the sum over batches of the absolute value of w times the gradient of the loss of t, divided by the total over all weights',
    `${saliency('t')}${mo('(')}${mi('w')}${mo(')')}${mo('=')}${over(mn('1'), mi('Z'))}${sum(word('batches'))}${size(
      `${mi('w')}${mo('⋅')}${over(`${mo('∂')}${sub(mi('L'), mi('t'))}`, `${mo('∂')}${mi('w')}`)}`,
    )}`,
  ),
  iou: formula(
    'IoU is the number of weights in both masks over the number in either',
    `${word('IoU')}${mo('=')}${over(size(`${mask('a')}${mo('∧')}${mask('b')}`), size(`${mask('a')}${mo('∨')}${mask('b')}`))}`,
  ),
  epi: formula(
    'EPI-Sim is one minus the difference of the kept counts over their sum',
    `${word('EPI-Sim')}${mo('=')}${mn('1')}${mo('−')}${over(size(`${kept('a')}${mo('−')}${kept('b')}`), `${kept('a')}${mo('+')}${kept('b')}`)}`,
  ),
  masked_sals: formula(
    'MCSS is the cosine of the two saliencies, each times its mask',
    `${word('MCSS')}${mo('=')}${word('cos')}${mo('(')}${product(mask('a'), saliency('a'))}${mo(',')}${product(mask('b'), saliency('b'))}${mo(')')}`,
  ),
  sals: formula(
    'CSS is the cosine of the two saliencies',
    `${word('CSS')}${mo('=')}${cosine(saliency('a'), saliency('b'))}`,
  ),
  average: formula(
    'the similarity of a pair is the sum over layers of weight times value over the sum of weights',
    `${word('similarity')}${mo('=')}${over(
      `${sum(mi('l'))}${sub(mi('w'), mi('l'))}${sub(mi('x'), mi('l'))}`,
      `${sum(mi('l'))}${sub(mi('w'), mi('l'))}`,
    )}`,
  ),
  chance: formula(
    'the chance level of CSS after N batches is one over one plus the fraction pi half minus one over N',
    `${sub(word('CSS'), word('chance'))}${mo('=')}${over(
      mn('1'),
      `${mn('1')}${mo('+')}${mo('(')}${mi('π')}${mo('/')}${mn('2')}${mo('−')}${mn('1')}${mo(')')}${mo('/')}${mi('N')}`,
    )}`,
  ),
} as const satisfies Record<string, Html>;
