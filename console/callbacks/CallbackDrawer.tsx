import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { usePhone } from '../ui/useMedia.ts'
import { AttemptForm } from './AttemptForm.tsx'
import { AttemptList } from './AttemptList.tsx'
import { CallScripts } from './CallScripts.tsx'
import { CustomerPart } from './CustomerPart.tsx'
import { useCallbackFile } from './queries.ts'
import { SaidPart } from './SaidPart.tsx'
import { Steps } from './Steps.tsx'

/** Everything for one call on one page: whom, what they said, what to say, and where to write it down. */
export function CallbackDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('callbacks')
  const file = useCallbackFile(id)
  const isPhone = usePhone()
  return (
    <Drawer
      open
      size={isPhone ? '100%' : 600}
      onClose={onClose}
      title={
        file.data
          ? t('of', { kind: t(`kind.${file.data.callback.kind}`), name: file.data.callback.customer.name })
          : t('title')
      }
    >
      {file.isPending && <Skeletons rows={6} />}
      {file.isError && <ErrorState error={file.error} retry={() => void file.refetch()} />}
      {file.data && <Content file={file.data} />}
    </Drawer>
  )
}

function Content({ file }: { file: CallbackFile }) {
  const { callback } = file
  const isOpen = callback.state === 'open'
  return (
    <div className="callback-file">
      <Steps callback={callback} />
      <CustomerPart callback={callback} />
      <SaidPart file={file} />
      {isOpen && <CallScripts file={file} />}
      <AttemptList file={file} />
      {isOpen && (callback.may.work || callback.may.take) && <AttemptForm key={file.attempts.length} file={file} />}
    </div>
  )
}
