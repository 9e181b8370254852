import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ComplaintView, finishPlanItem } from '../../domain/complaints/contract.ts'
import { now } from '../clock.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { fullTime } from '../ui/time.ts'
import { useComplaintStep } from './queries.ts'

/** Each item with its owner and deadline; done one by one while it is carried out. */
export function ComplaintPlan({ complaint: { id, plan, state, may } }: { complaint: ComplaintView }) {
  const { t } = useTranslation('complaints')
  const locale = useLocale()
  const finish = useComplaintStep(finishPlanItem)
  if (plan.length === 0) return null
  return (
    <div className="complaint-plan">
      <h4>{t('plan')}</h4>
      <ol>
        {plan.map((item) => (
          <li key={item.id}>
            <span className="grow words">{item.body}</span>
            <span className="quiet">
              {item.owner.name} · {fullTime(item.dueAt, locale)}
            </span>
            {item.doneAt ? (
              <StatusTag tone="resolved">{t('itemDone')}</StatusTag>
            ) : (
              Date.parse(item.dueAt) < now() && <StatusTag tone="breached">{t('itemLate')}</StatusTag>
            )}
            {!item.doneAt && state === 'executing' && may.edit && (
              <Button size="small" loading={finish.isPending} onClick={() => finish.mutate({ id, itemId: item.id })}>
                {t('finishItem')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
