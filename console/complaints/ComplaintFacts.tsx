import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../domain/complaints/contract.ts'
import { EditDialog } from './EditDialog.tsx'

/** Whom it is about, why it came to it, what is given and what is learned. */
export function ComplaintFacts({ complaint }: { complaint: ComplaintView }) {
  const { t } = useTranslation('complaints')
  const [isEditing, setEditing] = useState(false)
  const { responsibleAgent, rootCause, retrainingCourse, compensation, may } = complaint
  const none = <span className="quiet">{t('none')}</span>
  return (
    <>
      <dl>
        <dt>{t('responsible')}</dt>
        <dd>{responsibleAgent ? `${responsibleAgent.name} ${responsibleAgent.staffNo}` : none}</dd>
        <dt>{t('rootCause')}</dt>
        <dd className="words">{rootCause || none}</dd>
        <dt>{t('compensation')}</dt>
        <dd>
          {compensation ? (
            <>
              {compensation.amount} <span className="quiet">{compensation.note}</span>
            </>
          ) : (
            none
          )}
        </dd>
        <dt>{t('retraining')}</dt>
        <dd>{retrainingCourse || none}</dd>
      </dl>
      {may.edit && (
        <Button size="small" onClick={() => setEditing(true)}>
          {t('edit')}
        </Button>
      )}
      {isEditing && <EditDialog complaint={complaint} onClose={() => setEditing(false)} />}
    </>
  )
}
