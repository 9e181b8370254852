import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../ui/states.tsx'
import { modKey } from './shortcuts.ts'

const groups = {
  anywhere: { palette: `${modKey} K`, sheet: '?' },
  inbox: {
    next: 'J',
    previous: 'K',
    accept: 'A',
    reply: 'R',
    note: 'N',
    transfer: 'T',
    end: 'E',
    record: 'W',
    ticket: 'G',
    context: ']',
  },
  tickets: {
    nextTicket: 'J',
    previousTicket: 'K',
    openTicket: 'Enter',
    selectTicket: 'X',
    searchTickets: '/',
    acceptTicket: 'A',
    replyTicket: 'R',
    noteTicket: 'N',
    sendTicket: 'D',
    resolveTicket: 'E',
  },
  composer: { send: 'Enter', newLine: 'Shift Enter', scripts: '/', mention: '@', leave: 'Esc' },
} as const

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  return (
    <Modal open title={t('sheet.title')} footer={null} onCancel={onClose} width={680}>
      <div className="sheet">
        {Object.entries(groups).map(([group, keys]) => (
          <section key={group}>
            <h3>{t(`sheet.${group}`)}</h3>
            <dl>
              {Object.entries(keys).map(([name, key]) => (
                <div key={name}>
                  <dt>{t(`sheet.key.${name}`)}</dt>
                  <dd>
                    <KeyHint keys={key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
