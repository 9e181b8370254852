import type { Locale } from '../../domain/locale.ts'
import type { DemoContent, Dialogue } from './content.ts'
import type { DemoOrder } from './customers.ts'
import { products } from './products.ts'
import type { Dice } from './random.ts'

type Source = { dice: Dice; content: DemoContent }
export type Turn = { sender: 'customer' | 'agent'; body: string }

export const namesOrder = (dialogue: Dialogue) => dialogue.turns.some((turn) => turn.includes('{order}'))

export function dialogueFor({ dice, content }: Source, locale: Locale, hasOrder: boolean): Dialogue {
  const fits = content.dialogues.filter((one) => one.locale === locale && (hasOrder || !namesOrder(one)))
  return dice.weighted(fits, (one) => one.weight)
}

export function turnsOf({ dice }: Source, dialogue: Dialogue, order: DemoOrder | undefined): Turn[] {
  const product = order?.product ?? dice.pick(products)
  const values: Record<string, string> = {
    order: order?.orderNo ?? '',
    product: product.name[dialogue.locale],
    city: dice.pick(['武汉', '杭州', '成都', '郑州', '广州', '西安']),
    days: String(dice.whole(2, 4)),
  }
  return dialogue.turns.map((turn) => ({
    sender: turn.startsWith('c:') ? 'customer' : 'agent',
    body: turn.slice(2).replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ''),
  }))
}

/** A script with its variables filled. */
export const fill = (text: string, values: Record<string, string>) =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? '')
