import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { PageHeader } from '../ui/states.tsx'
import { CallbackDrawer } from './CallbackDrawer.tsx'
import { CallbackList } from './CallbackList.tsx'
import { type ListName, lists, useCallbacks } from './queries.ts'
import './callbacks.css'

/** Customers who are owed a call (R53): mine first, then the group's, then what is over. */
export function CallbacksScreen() {
  const { t } = useTranslation('callbacks')
  const [search, setSearch] = useSearchParams()
  const list = lists.find((one) => one === search.get('list')) ?? 'mine'
  const open = search.get('open')
  const callbacks = useCallbacks(list)
  const counts = callbacks.data?.pages[0]?.counts
  const go = (to: { list: ListName; open?: string }) => {
    const next: Record<string, string> = {}
    if (to.list !== 'mine') next.list = to.list
    if (to.open) next.open = to.open
    setSearch(next)
  }
  const label = (name: ListName) => {
    const count = name === 'history' ? 0 : (counts?.[name] ?? 0)
    return count > 0 ? t('viewCount', { view: t(`view.${name}`), count }) : t(`view.${name}`)
  }
  return (
    <div className="page callbacks">
      <PageHeader title={t('title')} hint={t('hint')} />
      <div className="callback-bar">
        <Segmented
          aria-label={t('views')}
          value={list}
          onChange={(next) => go({ list: next })}
          options={lists.map((value) => ({ value, label: label(value) }))}
        />
      </div>
      <CallbackList list={list} callbacks={callbacks} openId={open} onOpen={(id) => go({ list, open: id })} />
      {open && <CallbackDrawer key={open} id={open} onClose={() => go({ list })} />}
    </div>
  )
}
