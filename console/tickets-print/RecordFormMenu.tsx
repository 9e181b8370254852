import { DownloadOutlined, DownOutlined, FileTextOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useTranslation } from 'react-i18next'
import { type RecordForm, recordForms } from '../../domain/tickets/records/records.ts'
import { recordFileUrl, recordPagePath } from './record-file.ts'

type RecordFormMenuProps = { ticketId: string; nature: string }

/** The three record forms of a ticket: to print, or as a workbook. The tracking sheet is offered for complaints. */
export function RecordFormMenu({ ticketId, nature }: RecordFormMenuProps) {
  const { t } = useTranslation('tickets-print')
  const forms = recordForms.filter((form) => form !== 'complaint' || nature === 'complaint')
  const open = (form: RecordForm) => window.open(recordPagePath(ticketId, form), '_blank', 'noopener')
  const items: MenuProps['items'] = forms.flatMap((form) => [
    { key: form, icon: <FileTextOutlined />, label: t(`form.${form}`), onClick: () => void open(form) },
    {
      key: `${form}-file`,
      icon: <DownloadOutlined />,
      label: (
        <a href={recordFileUrl(ticketId, form)} download>
          {t('formAsFile', { form: t(`form.${form}`) })}
        </a>
      ),
    },
  ])
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<FileTextOutlined />}>
        {t('menu')} <DownOutlined />
      </Button>
    </Dropdown>
  )
}
