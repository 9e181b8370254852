import { App, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { copyWeek, type WeekPlan } from '../../domain/shifts/contract.ts'
import { addDays } from '../../domain/shifts/times.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { usePlan } from './queries.ts'
import { weekText } from './words.ts'

/** Fills the week on screen with the one before. It replaces what stands there, so it is asked. */
export function CopyWeek({ week, onClose }: { week: WeekPlan; onClose: () => void }) {
  const { t } = useTranslation('shifts')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const locale = useLocale()
  const copy = usePlan(copyWeek)
  const from = addDays(week.first, -7)
  const text = (first: string) => weekText(first, addDays(first, 6), locale)
  const run = async () => {
    const done = await copy.mutateAsync({ groupId: week.groupId ?? '', from, to: week.first }).catch(() => null)
    if (done) message.success(t('copy.done'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('copy.title')}
      okText={t('copy.go')}
      cancelText={ui('cancel')}
      confirmLoading={copy.isPending}
      onOk={() => void run()}
      onCancel={onClose}
    >
      <p>{t('copy.what', { from: text(from), to: text(week.first) })}</p>
      <p className="quiet">{t('copy.hint')}</p>
    </Modal>
  )
}
