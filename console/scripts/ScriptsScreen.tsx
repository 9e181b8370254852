import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input, Segmented } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { type Locale, locales } from '../../domain/locale.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { languageNames } from '../session/LanguageChoice.tsx'
import { useMay } from '../session/session.ts'
import { PageHeader } from '../ui/states.tsx'
import { LibraryView } from './LibraryView.tsx'
import { ProposalList } from './ProposalList.tsx'
import { useLibrary, useMayPublish, useProposals } from './queries.ts'
import { ScriptDrawer } from './ScriptDrawer.tsx'
import { ScriptEditor } from './ScriptEditor.tsx'
import './scripts.css'

const views = ['library', 'proposed', 'retired'] as const
type View = (typeof views)[number]

export function ScriptsScreen() {
  const { t } = useTranslation('scripts')
  const { id } = useParams()
  const navigate = useNavigate()
  const ownLocale = useLocale()
  const [language, setLanguage] = useState<Locale>(ownLocale)
  const [view, setView] = useState<View>('library')
  const [words, setWords] = useState('')
  const [isWriting, setWriting] = useState(false)
  const library = useLibrary(language, useDeferredValue(words.trim()))
  const proposals = useProposals()
  const mayPropose = useMay('scripts.manage')
  const mayPublish = useMayPublish()
  const waiting = proposals.data?.proposed.filter(({ state }) => state === 'proposed').length ?? 0
  return (
    <div className="page scripts-page">
      <PageHeader
        title={t('title')}
        hint={t('hint')}
        actions={
          mayPropose && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setWriting(true)}>
              {mayPublish ? t('add') : t('propose')}
            </Button>
          )
        }
      />
      <div className="scripts-bar">
        {mayPropose && (
          <Segmented
            aria-label={t('views')}
            value={view}
            onChange={setView}
            options={views
              .filter((one) => one !== 'retired' || mayPublish)
              .map((value) => ({
                value,
                label:
                  value === 'proposed' && waiting > 0 ? (
                    <span>
                      {t('view.proposed')}{' '}
                      <span className="chip" data-tone="due">
                        {waiting}
                      </span>
                    </span>
                  ) : (
                    t(`view.${value}`)
                  ),
              }))}
          />
        )}
        {view === 'library' && (
          <>
            <Input
              className="scripts-search"
              prefix={<SearchOutlined className="quiet" />}
              placeholder={t('search')}
              aria-label={t('search')}
              allowClear
              value={words}
              maxLength={100}
              onChange={(event) => setWords(event.target.value)}
            />
            <Segmented
              aria-label={t('language')}
              value={language}
              onChange={setLanguage}
              options={locales.map((value) => ({ value, label: languageNames[value] }))}
            />
          </>
        )}
      </div>
      {view === 'library' ? (
        <LibraryView library={library} language={language} isSearching={words.trim() !== ''} />
      ) : (
        <ProposalList proposals={proposals} view={view} />
      )}
      {id && <ScriptDrawer key={id} id={id} library={library.data} onClose={() => void navigate('/scripts')} />}
      {isWriting && library.data && <ScriptEditor library={library.data} onClose={() => setWriting(false)} />}
    </div>
  )
}
