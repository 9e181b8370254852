import type { Locale } from '../../../domain/locale.ts'
import type { Ctx } from '../../platform/context.ts'
import { translate } from '../../platform/i18n.ts'
import { categories, centre } from '../../settings/queries.ts'
import { localeOf } from '../words.ts'

/** Words of a sheet in one language, times of the centre to the second (C13). */
export type Wording = {
  locale: Locale
  centre: string
  word(group: string, key: string, params?: Record<string, unknown>): string
  category(key: string): string
  state(state: string): string
  time(at: Date | null): string
}

export async function wordingFor(ctx: Ctx): Promise<Wording> {
  const locale = localeOf(ctx.actor)
  const [house, tree] = await Promise.all([centre(ctx), categories(ctx)])
  const names = new Map(tree.map(({ key, name }) => [key, name[locale]]))
  const form = new Intl.DateTimeFormat('sv-SE', {
    timeZone: house?.timeZone ?? 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  return {
    locale,
    centre: house?.name ?? '',
    word: (group, key, params) => translate(locale, `sheets.${group}.${key}`, params),
    category: (key) => names.get(key) ?? key,
    state: (state) => translate(locale, `tickets.state.${state}`),
    time: (at) => (at ? form.format(at) : ''),
  }
}
