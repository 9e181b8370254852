import type { NoticeSubject } from './kinds.ts'

const pages = {
  conversation: '/inbox/',
  ticket: '/tickets/',
  escalation: '/escalations?open=',
  commitment: '/commitments?open=',
  callback: '/callbacks?open=',
  shift_check: '/shift-check?open=',
} as const satisfies Record<NoticeSubject['type'], string>

/** The page of the console on which the matter of a notice is dealt with. */
export function placeOf(subject: NoticeSubject | null): string | null {
  return subject && `${pages[subject.type]}${subject.id}`
}

/** Whether a path that came from outside the page is one a notice may open. */
export function isPlace(path: unknown): path is string {
  return typeof path === 'string' && (path === '/inbox' || Object.values(pages).some((page) => path.startsWith(page)))
}
