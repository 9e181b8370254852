import { Checkbox, Collapse, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ticketChannels } from '../../../domain/tickets/views.ts'
import { UploadStrip } from '../../conversations/composer/UploadStrip.tsx'
import type { useUploads } from '../../conversations/composer/uploads.ts'
import { useMay } from '../../session/session.ts'
import { WordsItem } from '../dialogs/items.tsx'
import { FilePick } from '../parts/FilePick.tsx'
import { CategoryItem } from './CategoryItem.tsx'
import { CustomerItem } from './CustomerItem.tsx'
import { CustomItems } from './CustomItems.tsx'
import type { Source } from './from-conversation.ts'
import { MoreItems } from './MoreItems.tsx'
import { UrgencyItems } from './UrgencyItems.tsx'

type CreateFieldsProps = { source: Source | undefined; files: ReturnType<typeof useUploads> }

export function CreateFields({ source, files }: CreateFieldsProps) {
  const { t } = useTranslation('tickets')
  const mayTake = useMay('conversations.take')
  return (
    <>
      {source ? <Carried source={source} /> : <ByHand />}
      <CategoryItem />
      <Form.Item
        name="subject"
        label={t('column.subject')}
        rules={[{ required: true, whitespace: true, message: t('dialog.needed', { field: t('column.subject') }) }]}
      >
        <Input maxLength={200} placeholder={t('create.subjectPlaceholder')} />
      </Form.Item>
      <WordsItem name="descriptionCustomer" label={t('field.descriptionCustomer')} maxLength={10_000} rows={3} />
      <CustomItems isNeeded />
      <UrgencyItems />
      <Collapse
        ghost
        className="ticket-more"
        items={[{ key: 'more', label: t('create.more'), children: <MoreItems />, forceRender: true }]}
      />
      <div className="ticket-files">
        <UploadStrip uploads={files.uploads} onRemove={files.remove} />
        <FilePick onFiles={files.add} />
      </div>
      {mayTake && (
        <Form.Item name="take" valuePropName="checked" className="ticket-take">
          <Checkbox>{t('create.take')}</Checkbox>
        </Form.Item>
      )}
    </>
  )
}

/** What comes along from the conversation, said plainly; the quotes can be left out. */
function Carried({ source: { conversation, carried } }: { source: Source }) {
  const { t } = useTranslation('tickets')
  const count = carried.quoteSeqs.length
  return (
    <div className="ticket-carried">
      <p>
        <span className="quiet">{t('column.customer')}</span> {conversation.customer.name}{' '}
        <span className="quiet figures">{conversation.customer.no}</span>
      </p>
      {count > 0 && (
        <Form.Item name="withQuotes" valuePropName="checked" noStyle>
          <Checkbox>{t('create.quotes', { count })}</Checkbox>
        </Form.Item>
      )}
    </div>
  )
}

function ByHand() {
  const { t } = useTranslation('tickets')
  return (
    <>
      <Form.Item name="channel" label={t('column.channel')}>
        <Select options={ticketChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <CustomerItem />
    </>
  )
}
