import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Blocker } from 'react-router'

/** Asks before unsaved changes are left behind. */
export function LeaveQuestion({ blocker }: { blocker: Blocker }) {
  const { t } = useTranslation('settings')
  return (
    <Modal
      open={blocker.state === 'blocked'}
      title={t('leave.title')}
      okText={t('leave.go')}
      okButtonProps={{ danger: true }}
      cancelText={t('leave.stay')}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {t('leave.hint')}
    </Modal>
  )
}
