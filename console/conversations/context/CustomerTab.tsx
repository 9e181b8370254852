import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLocale } from '../../i18n/useLocale.ts'
import { languageNames } from '../../session/LanguageChoice.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { StatusTag } from '../../ui/Chip.tsx'
import { fullTime, relativeTime } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import { useCategoryName } from '../actions/categories.ts'
import { lastActivity } from '../lists.ts'
import { pathOf } from '../open-path.ts'
import type { Opened } from '../state.ts'
import { Contact } from './Contact.tsx'
import { useCustomer } from './customer.ts'
import { Facts } from './Facts.tsx'

export function CustomerTab({ opened }: { opened: Opened }) {
  const { t } = useTranslation('conversations')
  const { conversation, prechat } = opened
  const { data: customer } = useCustomer(conversation.customer.id, conversation.assignee?.id ?? null)
  return (
    <>
      <header className="context-who">
        <Avatar name={conversation.customer.name} size="large" />
        <div className="grow">
          <strong className="ellipsis">{conversation.customer.name}</strong>
          <div className="context-chips">
            <span className="quiet figures">{conversation.customer.no}</span>
            <StatusTag tone={conversation.customer.verified ? 'resolved' : 'normal'}>
              {t(conversation.customer.verified ? 'context.verified' : 'context.unverified')}
            </StatusTag>
          </div>
        </div>
      </header>
      <Facts
        title={t('context.profile')}
        rows={[
          [
            t('context.level'),
            t(`level.${conversation.customer.level}`, { defaultValue: conversation.customer.level }),
          ],
          [t('context.language'), languageNames[conversation.locale]],
          [
            t('context.channel'),
            `${t(`channel.${conversation.channel}`, { defaultValue: conversation.channel })} · ${conversation.site.name}`,
          ],
          ...(customer?.contacts ?? []).map(
            (contact) =>
              [
                t(`contact.${contact.kind}`),
                <Contact
                  key={contact.id}
                  customerId={conversation.customer.id}
                  contact={contact}
                  mayReveal={customer?.may.reveal ?? false}
                />,
              ] as const,
          ),
          [
            t('context.tags'),
            customer && customer.tags.length > 0 ? customer.tags.map((tag) => <Tag key={tag}>{tag}</Tag>) : '',
          ],
        ]}
      />
      <Visit opened={opened} />
      <Facts title={t('context.prechat')} rows={prechat.map(({ label, value }) => [label, value] as const)} />
      <Outcome opened={opened} />
      <Earlier opened={opened} />
    </>
  )
}

function Visit({ opened }: { opened: Opened }) {
  const { t } = useTranslation('conversations')
  const { visitor } = opened.conversation
  const latest = opened.visitor.pages[0]
  const pageUrl = visitor.pageUrl ?? latest?.url ?? null
  return (
    <Facts
      title={t('context.visit')}
      rows={[
        [
          t('context.presence'),
          <StatusTag key="presence" tone={visitor.online ? 'resolved' : 'normal'}>
            {t(visitor.online ? 'context.online' : 'context.gone')}
          </StatusTag>,
        ],
        [t('context.page'), pageUrl && <PageLink url={pageUrl} title={visitor.pageTitle ?? latest?.title ?? ''} />],
        [t('context.referrer'), opened.visitor.referrer && <PageLink url={opened.visitor.referrer} title="" />],
        [t('context.device'), deviceOf(opened.visitor.userAgent)],
      ]}
    />
  )
}

/** A customer's page says where it is; only web addresses can be followed. */
function PageLink({ url, title }: { url: string; title: string }) {
  const words = title || url.replace(/^https?:\/\//, '')
  if (!/^https?:\/\//.test(url)) return <span className="context-url">{words}</span>
  return (
    <a className="context-url" href={url} title={url} target="_blank" rel="noopener noreferrer nofollow">
      {words}
    </a>
  )
}

function deviceOf(userAgent: string): string {
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0]?.replace('Mac OS X', 'macOS')
  const browser = /MicroMessenger|Edg|Firefox|Chrome|Safari/
    .exec(userAgent)?.[0]
    ?.replace('Edg', 'Edge')
    .replace('MicroMessenger', 'WeChat')
  return [browser, system].filter(Boolean).join(' · ')
}

function Outcome({ opened }: { opened: Opened }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const nameOf = useCategoryName()
  const { category, result, resolved, rating, startedAt, endedAt, orderNo } = opened.conversation
  return (
    <Facts
      title={t('context.thisTalk')}
      rows={[
        [t('context.orderNo'), orderNo],
        [t('context.started'), fullTime(startedAt, locale)],
        [t('context.ended'), endedAt && fullTime(endedAt, locale)],
        [t('record.category'), category && nameOf(category)],
        [t('record.result'), result],
        [t('record.resolved'), resolved === null ? '' : t(resolved ? 'record.yes' : 'record.no')],
        [
          t('context.rating'),
          rating && `${t('context.score', { score: rating.score })}${rating.comment ? ` · ${rating.comment}` : ''}`,
        ],
      ]}
    />
  )
}

function Earlier({ opened }: { opened: Opened }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const now = useEveryMinute()
  const nameOf = useCategoryName()
  if (opened.earlier.length === 0) return null
  return (
    <section className="facts">
      <h3>{t('context.earlier')}</h3>
      <ul className="earlier">
        {opened.earlier.map((view) => (
          <li key={view.id}>
            <Link to={pathOf(view.id)}>
              <span className="ellipsis grow">
                {view.category ? nameOf(view.category) : (view.lastMessage?.preview ?? t(`state.${view.state}`))}
              </span>
              <time className="quiet" dateTime={lastActivity(view)}>
                {relativeTime(lastActivity(view), now, locale)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
